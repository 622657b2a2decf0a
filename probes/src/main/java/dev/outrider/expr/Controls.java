package dev.outrider.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** The controls of a form, and what each of them sends. */
final class Controls {
    private static final Set<String> TAGS = Set.of("input", "select", "textarea", "button");
    private static final Set<String> PRESSED = Set.of("submit", "image");
    private static final Set<String> BUTTONS = Set.of("submit", "image", "reset", "button");

    /** Where a field for files keeps what was put into it. A page that sets it gets at most what the step sends anyway. */
    static final String FILE = "outrider-file";

    private final List<Element> all;

    Controls(FormElement form) {
        Document page = Objects.requireNonNull(form.ownerDocument());
        Set<Element> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        inside.addAll(form.elements());
        this.all = page.getAllElements().stream()
                .filter(element -> TAGS.contains(element.normalName()))
                .filter(element ->
                        element.hasAttr("form") ? element.attr("form").equals(form.id()) : inside.contains(element))
                .toList();
    }

    /** In the order of the page. */
    List<Element> all() {
        return all;
    }

    /** What Enter presses. */
    @Nullable
    Element defaultButton() {
        return all.stream()
                .filter(control -> isSubmit(control) && !isDisabled(control))
                .findFirst()
                .orElse(null);
    }

    /** The controls of a name, else those that a selector matches. */
    List<Element> called(String field) {
        List<Element> named = all.stream()
                .filter(control -> control.attr("name").equals(field))
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        List<Element> matching = Selectors.complaint(field).isPresent()
                ? List.of()
                : all.stream().filter(control -> control.is(field)).toList();
        if (matching.isEmpty()) {
            throw new Names.NotAvailable("the form has no field '" + field + "'; it has: "
                    + all.stream()
                            .map(control -> control.attr("name"))
                            .filter(name -> !name.isEmpty())
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        return matching;
    }

    static Optional<FormElement> owner(Element control, Document page) {
        return page.forms().stream()
                .filter(form -> control.hasAttr("form")
                        ? control.attr("form").equals(form.id())
                        : form.elements().contains(control))
                .findFirst();
    }

    static String type(Element control) {
        String type = control.attr("type").toLowerCase(Locale.ROOT);
        return switch (control.normalName()) {
            case "button" -> BUTTONS.contains(type) ? type : "submit";
            case "input" -> type.isEmpty() ? "text" : type;
            default -> control.normalName();
        };
    }

    static boolean isSubmit(Element control) {
        return TAGS.contains(control.normalName()) && PRESSED.contains(type(control));
    }

    static boolean isTicked(Element control) {
        return type(control).equals("checkbox") || type(control).equals("radio");
    }

    /** By itself, or by a fieldset around it in whose legend it does not stand. */
    static boolean isDisabled(Element control) {
        return control.hasAttr("disabled")
                || control.parents().stream()
                        .filter(parent -> parent.normalName().equals("fieldset") && parent.hasAttr("disabled"))
                        .anyMatch(fieldset -> !isInLegend(control, fieldset));
    }

    private static boolean isInLegend(Element control, Element fieldset) {
        Element legend = fieldset.children().stream()
                .filter(child -> child.normalName().equals("legend"))
                .findFirst()
                .orElse(null);
        return legend != null && control.parents().contains(legend);
    }

    /** What it sends; nothing where it is not ticked, chosen or pressed. */
    static List<WebForm.Entry> entries(Element control, @Nullable Element pressed) {
        String name = control.attr("name");
        String type = type(control);
        if (BUTTONS.contains(type) && !control.equals(pressed)) {
            return List.of();
        }
        if (type.equals("image")) {
            String prefix = name.isEmpty() ? "" : name + ".";
            return List.of(entry(prefix + "x", "0"), entry(prefix + "y", "0"));
        }
        if (name.isEmpty() || control.closest("datalist") != null) {
            return List.of();
        }
        return switch (type) {
            case "checkbox", "radio" -> control.hasAttr("checked") ? List.of(entry(name, ticked(control))) : List.of();
            case "file" -> List.of(new WebForm.Entry(name, control.attr(FILE), true));
            case "select" ->
                chosen(control).map(option -> entry(name, value(option))).toList();
            case "textarea" -> List.of(entry(name, written(control)));
            case "hidden" -> List.of(entry(name, name.equalsIgnoreCase("_charset_") ? "UTF-8" : control.attr("value")));
            default -> List.of(entry(name, control.attr("value")));
        };
    }

    static String ticked(Element control) {
        return control.hasAttr("value") ? control.attr("value") : "on";
    }

    /** A line break right after the opening tag is not part of the text. */
    private static String written(Element textarea) {
        String text = textarea.hasAttr("value") ? textarea.attr("value") : textarea.wholeText();
        return text.startsWith("\n") ? text.substring(1) : text;
    }

    private static Stream<Element> chosen(Element select) {
        List<Element> open =
                options(select).stream().filter(option -> !isClosed(option)).toList();
        List<Element> selected = new ArrayList<>(
                open.stream().filter(option -> option.hasAttr("selected")).toList());
        if (select.hasAttr("multiple")) {
            return selected.stream();
        }
        return selected.isEmpty() ? open.stream().limit(1) : Stream.of(selected.getLast());
    }

    static List<Element> options(Element select) {
        return select.select("option");
    }

    static boolean isClosed(Element option) {
        Element group = option.closest("optgroup");
        return option.hasAttr("disabled") || (group != null && group.hasAttr("disabled"));
    }

    static String value(Element option) {
        return option.hasAttr("value") ? option.attr("value") : option.text();
    }

    /** Line breaks travel as CR LF. */
    private static WebForm.Entry entry(String name, String value) {
        return new WebForm.Entry(network(name), network(value), false);
    }

    private static String network(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    }
}
