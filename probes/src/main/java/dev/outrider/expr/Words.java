package dev.outrider.expr;

import dev.cel.common.types.CelType;

/** CEL's types in an author's words. */
final class Words {
    private Words() {}

    /** With its article: {@code an int}. */
    static String of(CelType type) {
        return article(plain(type));
    }

    static String plain(CelType type) {
        return switch (type.kind()) {
            case BOOL -> "bool";
            case INT -> "int";
            case UINT -> "uint";
            case DOUBLE -> "double";
            case STRING -> "string";
            case BYTES -> "bytes";
            case DURATION -> "duration";
            case TIMESTAMP -> "timestamp";
            case LIST -> "list";
            case MAP -> "map";
            case NULL_TYPE -> "null";
            case STRUCT -> "object";
            case OPAQUE -> type.name().equals("optional_type") ? "value that may be absent" : noun(type.name());
            default -> "value of any type";
        };
    }

    private static String noun(String opaque) {
        return opaque.equals("xml") ? "XML document" : opaque + " page";
    }

    /** CEL's own name of a type, as it stands in its messages, in plain words. */
    static String plain(String celName) {
        String name = celName.strip();
        return switch (name) {
            case "google.protobuf.Duration" -> "duration";
            case "google.protobuf.Timestamp" -> "timestamp";
            case "dyn", "any" -> "value";
            case "html", "xml" -> noun(name);
            default -> {
                if (name.startsWith("list(")) {
                    yield "list";
                }
                if (name.startsWith("map(")) {
                    yield "map";
                }
                yield name.startsWith("optional_type(") ? "value that may be absent" : name;
            }
        };
    }

    static String article(String noun) {
        return (noun.equals("bytes") || noun.equals("null")
                        ? ""
                        : "aeiouX".indexOf(noun.charAt(0)) >= 0 && !noun.startsWith("uint") ? "an " : "a ")
                + noun;
    }
}
