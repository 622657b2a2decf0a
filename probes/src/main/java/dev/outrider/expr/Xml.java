package dev.outrider.expr;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An XML answer, parsed when first asked; a document type, and with it every entity of its own, is refused. */
final class Xml {
    private final String text;
    private @Nullable Document document;

    Xml(String text) {
        this.text = text;
    }

    /** The text of the first node that a path leads to. */
    String text(String path) {
        List<Node> found = find(path);
        if (found.isEmpty()) {
            throw new Unfit("nothing in the document is at '" + path + "'");
        }
        String value = textOf(found.getFirst());
        Work.makes(value.length());
        return value;
    }

    long count(String path) {
        return find(path).size();
    }

    /** Without the space around it. */
    static String textOf(Node node) {
        String text = String.valueOf(node.getTextContent());
        Work.reads(text.length());
        return text.strip();
    }

    private List<Node> find(String path) {
        XmlPath way = XmlPath.parse(path)
                .orElseThrow(() -> new Unfit(XmlPath.complaint(path).orElse(path)));
        return way.find(document());
    }

    private synchronized Document document() {
        Document parsed = document;
        if (parsed == null) {
            Work.reads(text.length());
            parsed = parsed();
            document = parsed;
        }
        return parsed;
    }

    private Document parsed() {
        try {
            DocumentBuilder builder = Parser.FACTORY.newDocumentBuilder();
            // Its own would print what is wrong.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXException notXml) {
            boolean type = String.valueOf(notXml.getMessage()).contains("DOCTYPE");
            throw new Unfit(
                    type
                            ? "the body has a DOCTYPE, which is not read"
                            : "the body is not XML, it begins with " + Shown.text(text.strip(), 40));
        } catch (IOException | ParserConfigurationException memoryNeverFails) {
            throw new IllegalStateException(memoryNeverFails);
        }
    }

    /** Made when the first XML comes. */
    private static final class Parser {
        static final DocumentBuilderFactory FACTORY = factory();

        private static DocumentBuilderFactory factory() {
            try {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                factory.setXIncludeAware(false);
                factory.setExpandEntityReferences(false);
                factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
                factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
                return factory;
            } catch (ParserConfigurationException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }
    }
}
