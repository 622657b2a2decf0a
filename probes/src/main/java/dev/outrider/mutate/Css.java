package dev.outrider.mutate;

import org.jsoup.nodes.Element;

/** How an element is named by a selector that a person would write. */
final class Css {
    private Css() {}

    static String of(Element element) {
        String own = own(element);
        if (own.contains("#") || own.contains(".") || element.normalName().equals("h1")) {
            return own;
        }
        return element.parents().stream()
                .map(Css::own)
                .filter(around -> around.contains("#") || around.contains(".") || around.equals("form"))
                .findFirst()
                .map(around -> around + " " + own)
                .orElse(own);
    }

    private static String own(Element element) {
        String tag = element.normalName();
        if (element.hasAttr("id") && isName(element.id())) {
            return tag + "#" + element.id();
        }
        if (element.hasAttr("name") && isName(element.attr("name"))) {
            return tag + "[name=" + element.attr("name") + "]" + choice(element);
        }
        return element.classNames().stream()
                .filter(Css::isName)
                .findFirst()
                .map(name -> tag + "." + name)
                .orElse(tag);
    }

    /** Which of several of one name. */
    private static String choice(Element element) {
        boolean one = element.normalName().equals("button")
                || element.attr("type").equals("radio")
                || element.attr("type").equals("submit");
        return one && isName(element.attr("value")) ? "[value=" + element.attr("value") + "]" : "";
    }

    /** One that stays: with a digit in it, it is probably made anew for each page. */
    private static boolean isName(String text) {
        return text.matches("[A-Za-z_][A-Za-z_-]*");
    }
}
