package dev.outrider.expr;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** Fills in one field of a form, which may be several controls of one name. */
final class Entering {
    private final String field;
    private final List<Element> controls;

    Entering(String field, List<Element> controls) {
        this.field = field;
        this.controls = controls.stream()
                .filter(control -> !Controls.isDisabled(control))
                .toList();
        if (this.controls.isEmpty()) {
            throw new Names.NotAvailable("the field '" + field + "' of the form is disabled");
        }
    }

    /** A hidden field beside a box of its name stays as it is: it says what an unticked box means. */
    void enter(List<String> values) {
        List<Element> boxes = controls.stream().filter(Controls::isTicked).toList();
        List<Element> lists = controls.stream()
                .filter(control -> control.normalName().equals("select"))
                .toList();
        if (!boxes.isEmpty()) {
            tick(boxes, values);
        } else if (!lists.isEmpty()) {
            choose(lists.getFirst(), values);
        } else {
            write(values);
        }
    }

    private void tick(List<Element> boxes, List<String> values) {
        boolean one = boxes.size() == 1 && values.size() == 1;
        boxes.forEach(box -> box.removeAttr("checked"));
        if (one && List.of("false", "off", "").contains(values.getFirst())) {
            return;
        }
        for (String value : values) {
            Element wanted = boxes.stream()
                    .filter(box -> Controls.ticked(box).equals(value))
                    .findFirst()
                    .or(() -> one && List.of("true", "on").contains(value)
                            ? boxes.stream().findFirst()
                            : Optional.empty())
                    .orElseThrow(() ->
                            noSuch(value, boxes.stream().map(Controls::ticked).toList()));
            wanted.attr("checked", "checked");
        }
    }

    private void choose(Element list, List<String> values) {
        if (values.size() > 1 && !list.hasAttr("multiple")) {
            throw new Names.NotAvailable("of the field '" + field + "' one can be chosen, not " + values.size());
        }
        List<Element> options = Controls.options(list);
        options.forEach(option -> option.removeAttr("selected"));
        for (String value : values) {
            options.stream()
                    .filter(option -> !Controls.isClosed(option))
                    .filter(option -> Controls.value(option).equals(value)
                            || option.text().equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            noSuch(value, options.stream().map(Controls::value).toList()))
                    .attr("selected", "selected");
        }
    }

    private Names.NotAvailable noSuch(String value, List<String> choices) {
        return new Names.NotAvailable("the field '%s' has no choice '%s'; it has: %s"
                .formatted(field, value, choices.stream().limit(20).collect(Collectors.joining(", "))));
    }

    private void write(List<String> values) {
        if (values.size() > controls.size()) {
            throw new Names.NotAvailable(
                    "the form has %d of the field '%s', not %d".formatted(controls.size(), field, values.size()));
        }
        List<Element> visible = controls.stream()
                .filter(control -> !Controls.type(control).equals("hidden"))
                .toList();
        List<Element> into = values.size() <= visible.size() ? visible : controls;
        for (int i = 0; i < values.size(); i++) {
            into.get(i).attr("value", values.get(i));
        }
    }
}
