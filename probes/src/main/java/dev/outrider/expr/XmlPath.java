package dev.outrider.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A way through XML: {@code /order/items/item[2]/@sku}, {@code //price}, {@code item[@sku='A1']/name}. A part of XPath that costs
 * no more than the document is long, a step.
 */
record XmlPath(List<Step> steps) {
    private static final int LENGTH = 500;
    private static final int STEPS = 20;
    private static final Pattern STEP =
            Pattern.compile("(/{0,2})(@?)([A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?|\\*)(\\[[^\\]\\[]*])?");
    private static final Pattern WHERE = Pattern.compile(
            "\\[(?:([0-9]{1,6})|(last\\(\\))|(@?)([A-Za-z_][\\w.:-]*) ?= ?(?:'([^']*)'|\"([^\"]*)\"))]");

    /** @param deep whether it may be at any depth below; an attribute ends a path */
    record Step(boolean deep, boolean attribute, String name, Optional<Where> where) {}

    /** Which of those that have the name. */
    sealed interface Where {
        record At(int number) implements Where {}

        record Last() implements Where {}

        record Having(boolean attribute, String name, String value) implements Where {}
    }

    /** What is wrong with a path, when something is. */
    static Optional<String> complaint(String text) {
        return parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(Shown.text(text, 60) + " is not a path; one is /order/item[2]/@sku or //price");
    }

    static Optional<XmlPath> parse(String text) {
        if (text.length() > LENGTH) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean fits = step.find(at)
                    && step.start() == at
                    && (at == 0 || !step.group(1).isEmpty());
            if (!fits
                    || steps.size() == STEPS
                    || (!steps.isEmpty() && steps.getLast().attribute())) {
                return Optional.empty();
            }
            Optional<Where> where = Optional.ofNullable(step.group(4)).flatMap(XmlPath::where);
            if (step.group(4) != null && where.isEmpty()) {
                return Optional.empty();
            }
            steps.add(new Step(step.group(1).equals("//"), !step.group(2).isEmpty(), step.group(3), where));
            at = step.end();
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new XmlPath(List.copyOf(steps)));
    }

    private static Optional<Where> where(String text) {
        Matcher where = WHERE.matcher(text);
        if (!where.matches()) {
            return Optional.empty();
        }
        if (where.group(1) != null) {
            return Optional.of(new Where.At(Integer.parseInt(where.group(1))));
        }
        if (where.group(2) != null) {
            return Optional.of(new Where.Last());
        }
        String value = where.group(5) == null ? where.group(6) : where.group(5);
        return Optional.of(new Where.Having(!where.group(3).isEmpty(), where.group(4), value));
    }

    /** Everything that it leads to, in the order of the document. */
    List<Node> find(Node document) {
        List<Node> found = List.of(document);
        for (Step step : steps) {
            List<Node> next = new ArrayList<>();
            for (Node from : found) {
                next.addAll(chosen(step, step.deep() ? below(from) : List.of(from)));
            }
            found = next;
        }
        return found.stream().distinct().toList();
    }

    /** The number is counted below each parent, as XPath does. */
    private static List<Node> chosen(Step step, List<Node> parents) {
        List<Node> chosen = new ArrayList<>();
        for (Node parent : parents) {
            List<Node> named = step.attribute() ? attributes(parent, step.name()) : children(parent, step.name());
            chosen.addAll(step.where().map(where -> chosen(where, named)).orElse(named));
        }
        return chosen;
    }

    private static List<Node> chosen(Where where, List<Node> nodes) {
        return switch (where) {
            case Where.At(int number) ->
                number >= 1 && number <= nodes.size() ? List.of(nodes.get(number - 1)) : List.of();
            case Where.Last() -> nodes.isEmpty() ? List.of() : List.of(nodes.getLast());
            case Where.Having(boolean attribute, String name, String value) ->
                nodes.stream()
                        .filter(node -> (attribute ? attributes(node, name) : children(node, name))
                                .stream().anyMatch(each -> Xml.textOf(each).equals(value)))
                        .toList();
        };
    }

    /** A node and all below it; each is asked for its children. */
    private static List<Node> below(Node from) {
        List<Node> all = new ArrayList<>(List.of(from));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(children(all.get(i), "*"));
        }
        Work.reads(all.size());
        return all;
    }

    private static List<Node> children(Node parent, String name) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            Work.reads(1);
            if (child instanceof Element && isCalled(child, name)) {
                children.add(child);
            }
        }
        return children;
    }

    private static List<Node> attributes(Node element, String name) {
        List<Node> attributes = new ArrayList<>();
        for (int i = 0;
                element.getAttributes() != null && i < element.getAttributes().getLength();
                i++) {
            Node attribute = element.getAttributes().item(i);
            if (isCalled(attribute, name)) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** A name without a prefix means it in any namespace. */
    private static boolean isCalled(Node node, String name) {
        return name.equals("*") || name.equals(name.contains(":") ? node.getNodeName() : node.getLocalName());
    }
}
