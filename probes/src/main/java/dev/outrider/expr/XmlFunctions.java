package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.outrider.expr.Function.member;
import static dev.outrider.expr.TextFunctions.text;

import dev.cel.common.types.CelType;
import java.util.List;

/** What can be read from XML. */
final class XmlFunctions {
    private static final CelType XML = Type.XML.cel();

    static final List<Function> ALL = List.of(
            member(
                    "text",
                    STRING,
                    List.of(XML, STRING),
                    a -> ((Xml) a[0]).text(text(a, 1)),
                    "the text of the first node at a path: /order/item[2]/@sku"),
            member(
                    "count",
                    INT,
                    List.of(XML, STRING),
                    a -> ((Xml) a[0]).count(text(a, 1)),
                    "how many nodes are at a path"));

    private XmlFunctions() {}
}
