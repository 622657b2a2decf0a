package dev.outrider.cli;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What was found, as the XML that CI servers read since JUnit 4: suites of cases, each passed, failed, broken or skipped. */
final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** A file or a journey. */
    record Suite(String name, Duration took, List<Case> cases) {
        Suite {
            cases = List.copyOf(cases);
        }

        long count(Class<? extends Verdict> kind) {
            return cases.stream().filter(each -> kind.isInstance(each.verdict)).count();
        }
    }

    /**
     * A step, or one mistake of a script.
     *
     * @param line in {@code file}, 0 when it has none
     * @param said what is worth reading although it passed; may be empty
     */
    record Case(String name, String file, int line, Duration took, Verdict verdict, String said) {}

    /** What became of a case. */
    sealed interface Verdict {
        record Passed() implements Verdict {}

        record Failed(String message, String detail) implements Verdict {}

        record Errored(String message, String detail) implements Verdict {}

        record Skipped(String why) implements Verdict {}
    }

    static String of(List<Suite> suites) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JUnitXml(writer).write(suites);
        } catch (XMLStreamException memoryNeverFails) {
            throw new IllegalStateException("could not write XML to memory", memoryNeverFails);
        }
        return text.toString();
    }

    private void write(List<Suite> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "outrider");
        for (Suite suite : suites) {
            write(suite);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void write(Suite suite) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", suite.name);
        attribute("tests", Integer.toString(suite.cases.size()));
        attribute("failures", Long.toString(suite.count(Verdict.Failed.class)));
        attribute("errors", Long.toString(suite.count(Verdict.Errored.class)));
        attribute("skipped", Long.toString(suite.count(Verdict.Skipped.class)));
        attribute("time", seconds(suite.took));
        for (Case each : suite.cases) {
            write(suite, each);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void write(Suite suite, Case each) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", suite.name);
        attribute("name", each.name);
        attribute("time", seconds(each.took));
        if (each.line > 0) {
            attribute("file", each.file);
            attribute("line", Integer.toString(each.line));
        }
        switch (each.verdict) {
            case Verdict.Passed passed -> {}
            case Verdict.Failed(String message, String detail) -> verdict("failure", message, Optional.of(detail));
            case Verdict.Errored(String message, String detail) -> verdict("error", message, Optional.of(detail));
            case Verdict.Skipped(String why) -> verdict("skipped", why, Optional.empty());
        }
        if (!each.said.isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(each.said));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void verdict(String element, String message, Optional<String> detail) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", message);
        if (detail.isPresent()) {
            xml.writeCharacters(legal(detail.get()));
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
    }

    /** What a target says may hold characters that XML cannot, and that the writer would pass on. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : '\uFFFD'));
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
