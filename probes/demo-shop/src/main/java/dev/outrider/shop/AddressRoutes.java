package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import dev.outrider.shop.AddressBook.Address;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The address form: prefilled, with hidden fields, a choice, and a field whose name is another in each session. */
final class AddressRoutes {
    private static final Map<String, String> COUNTRIES =
            new TreeMap<>(Map.of("AT", "Austria", "DE", "Germany", "FR", "France", "IT", "Italy"));

    private final AddressBook book;
    private final Door door;

    AddressRoutes(AddressBook book, Door door) {
        this.book = book;
        this.door = door;
    }

    void mount(Steps steps) {
        steps.get(Step.ADDRESS, "/account/address", this::form);
        steps.post(Step.ADDRESS, "/account/address", this::save);
    }

    private void form(RoutingContext ctx) {
        door.known(ctx)
                .ifPresentOrElse(
                        customer -> Answers.page(
                                ctx, 200, Page.html("My address", page(customer, Asked.query(ctx, "saved")))),
                        () -> Answers.seeOther(ctx, "/login?next=/account/address"));
    }

    private String page(Door.Customer customer, Optional<String> saved) {
        Address address = book.of(customer.account());
        return """
                <h1>My address</h1>
                %s
                <form id="address" method="post" action="/account/address">
                <input type="hidden" name="_csrf" value="%s"><input type="hidden" name="version" value="%d">
                <label>Name <input name="name" value="%s" required></label>
                <label>Street <input name="%s" value="%s" required></label>
                <label>City <input name="city" value="%s" required></label>
                <label>Country <select name="country">%s</select></label>
                <label>Note <textarea name="note">%s</textarea></label>
                <label><input type="checkbox" name="newsletter" value="yes"%s> Send me the newsletter</label>
                <button name="do" value="save">Save</button> <button name="do" value="discard">Discard</button>
                </form>""".formatted(
                        saved.map(_ -> "<p class=\"saved\" role=\"status\">Your address is saved.</p>")
                                .orElse(""),
                        customer.session().csrf(),
                        address.version(),
                        Page.text(address.name()),
                        street(customer),
                        Page.text(address.street()),
                        Page.text(address.city()),
                        countries(address.country()),
                        Page.text(address.note()),
                        address.newsletter() ? " checked" : "");
    }

    private static String countries(String chosen) {
        return COUNTRIES.entrySet().stream()
                .map(country -> "<option value=\"%s\"%s>%s</option>"
                        .formatted(
                                country.getKey(),
                                country.getKey().equals(chosen) ? " selected" : "",
                                country.getValue()))
                .collect(joining());
    }

    /** Password managers and scripts that guess do not find it. */
    private static String street(Door.Customer customer) {
        return "street-" + customer.session().csrf().substring(0, 6);
    }

    private void save(RoutingContext ctx) {
        door.trustedCustomer(ctx).ifPresent(customer -> {
            Address old = book.of(customer.account());
            Optional<String> missing = List.of("name", street(customer), "city", "country").stream()
                    .filter(name -> Asked.field(ctx, name).isBlank())
                    .findFirst();
            if (!Door.fromOurPage(ctx)) {
                Answers.refuse(ctx, 403, "This form was not sent by our page: neither Origin nor Referer is ours.");
            } else if (!Asked.field(ctx, "version").equals("" + old.version())) {
                Answers.refuse(ctx, 409, "The address was changed since you opened the form; open it again.");
            } else if (missing.isPresent() || !COUNTRIES.containsKey(Asked.field(ctx, "country"))) {
                Answers.refuse(ctx, 422, "The field " + missing.orElse("country") + " is missing or wrong.");
            } else {
                change(ctx, customer, old);
            }
        });
    }

    private void change(RoutingContext ctx, Door.Customer customer, Address old) {
        if (!Asked.field(ctx, "do").equals("save")) {
            Answers.seeOther(ctx, "/account/address");
            return;
        }
        book.put(
                customer.account(),
                new Address(
                        old.version() + 1,
                        Asked.field(ctx, "name"),
                        Asked.field(ctx, street(customer)),
                        Asked.field(ctx, "city"),
                        Asked.field(ctx, "country"),
                        Asked.field(ctx, "note"),
                        Asked.field(ctx, "newsletter").equals("yes")));
        Answers.seeOther(ctx, "/account/address?saved=1");
    }
}
