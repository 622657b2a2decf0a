package dev.outrider.expr;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** A form of a page as a customer fills it in and a browser sends it (HTML, 4.10.22). Used by one thread. */
public final class WebForm {
    private final FormElement form;
    private final @Nullable Element button;
    private final Controls controls;

    private WebForm(FormElement form, @Nullable Element button) {
        this.form = form;
        this.controls = new Controls(form);
        this.button = button == null ? controls.defaultButton() : button;
    }

    /**
     * One name and value of what is sent.
     *
     * @param value of a file what {@link #attach} said, or empty
     */
    public record Entry(String name, String value, boolean file) {}

    /**
     * The form that a selector matches, or the form of the button that it matches, which then is the one that is pressed.
     *
     * @throws Names.NotAvailable with a sentence when the page has none
     */
    public static WebForm on(String html, URI url, String css) {
        return of(Jsoup.parse(html, url.toString()), css);
    }

    static WebForm of(Document page, String css) {
        Selectors.complaint(css).ifPresent(complaint -> {
            throw new Names.NotAvailable(complaint);
        });
        Element found = page.selectFirst(css);
        if (found == null) {
            throw new Names.NotAvailable("nothing on the page matches '" + css + "'; " + forms(page));
        }
        if (found instanceof FormElement form) {
            return new WebForm(form, null);
        }
        Optional<FormElement> owner = Controls.isSubmit(found) ? Controls.owner(found, page) : Optional.empty();
        return owner.map(form -> new WebForm(form, found))
                .orElseThrow(
                        () -> new Names.NotAvailable("'%s' matches <%s>, which is neither a form nor a button of one"
                                .formatted(css, found.normalName())));
    }

    /** What is wrong with a selector that is fixed, when something is. */
    public static Optional<String> complaint(String css) {
        return Selectors.complaint(css);
    }

    private static String forms(Document page) {
        List<FormElement> forms = page.forms();
        return forms.isEmpty()
                ? "it has no form"
                : forms.stream()
                        .map(form -> form.cssSelector())
                        .collect(Collectors.joining(", ", "its forms are ", ""));
    }

    /**
     * What the customer enters into a field, chooses of it, ticks or unticks.
     *
     * @param field a name, or a selector where names change
     * @param values several where one can choose or enter several
     * @throws Names.NotAvailable with a sentence when the form does not let a customer do so
     */
    public void enter(String field, List<String> values) {
        new Entering(field, controls.called(field)).enter(values);
    }

    /**
     * Puts a file into a field, whose entry then has the field's name here as its value.
     *
     * @throws Names.NotAvailable with a sentence when it is no field for files
     */
    public void attach(String field) {
        List<Element> takers = controls.called(field).stream()
                .filter(control -> Controls.type(control).equals("file") && !Controls.isDisabled(control))
                .toList();
        if (takers.isEmpty()) {
            throw new Names.NotAvailable("the field '" + field + "' of the form takes no file");
        }
        takers.getFirst().attr(Controls.FILE, field);
    }

    /** GET or POST. */
    public String method() {
        String method = ofButton("formmethod", "method").toLowerCase(Locale.ROOT);
        if (method.equals("dialog")) {
            throw new Names.NotAvailable("this form closes a dialog and sends nothing");
        }
        return method.equals("post") ? "POST" : "GET";
    }

    /** Where it goes, absolute. */
    public String action() {
        boolean own = button != null && button.hasAttr("formaction");
        Element element = own && button != null ? button : form;
        String name = own ? "formaction" : "action";
        return element.attr(name).isBlank()
                ? Objects.requireNonNull(form.ownerDocument()).location()
                : element.absUrl(name);
    }

    /** The content type of what is sent by POST. */
    public String encoding() {
        String encoding = ofButton("formenctype", "enctype").toLowerCase(Locale.ROOT);
        return encoding.equals("multipart/form-data") || encoding.equals("text/plain")
                ? encoding
                : "application/x-www-form-urlencoded";
    }

    private String ofButton(String own, String common) {
        return button != null && button.hasAttr(own) ? button.attr(own) : form.attr(common);
    }

    /** Its successful controls, in the order of the page. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Element control : controls.all()) {
            if (!Controls.isDisabled(control)) {
                entries.addAll(Controls.entries(control, button));
            }
        }
        return entries;
    }
}
