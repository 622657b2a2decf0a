package dev.outrider.expr;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One function of the language in one of its forms.
 *
 * @param overload its name within CEL; one of CEL's own names replaces that form
 * @param member whether it is called on its first parameter: {@code text.trim()}
 * @param doc one line for the reference; empty for a form of an operator
 */
record Function(
        String name,
        String overload,
        boolean member,
        CelType result,
        List<CelType> parameters,
        CelFunctionOverload body,
        String doc) {
    static Function member(
            String name, CelType result, List<CelType> parameters, CelFunctionOverload body, String doc) {
        return new Function(name, id(name, parameters), true, result, parameters, body, doc);
    }

    static Function global(
            String name, CelType result, List<CelType> parameters, CelFunctionOverload body, String doc) {
        return new Function(name, id(name, parameters), false, result, parameters, body, doc);
    }

    /** CEL's own form of this name, done within our limits. */
    static Function instead(String name, String overload, List<CelType> parameters, CelFunctionOverload body) {
        return new Function(name, overload, true, SimpleType.DYN, parameters, body, "");
    }

    private static String id(String name, List<CelType> parameters) {
        StringBuilder id = new StringBuilder("outrider_");
        // An operator is told by its sign: two forms under one id would be one form, the first.
        name.chars().forEach(c -> id.append(Character.isLetterOrDigit(c) ? Character.toString(c) : "_" + c + "_"));
        parameters.forEach(type -> id.append('_').append(Words.plain(type).replaceAll("\\W+", "_")));
        return id.toString();
    }

    CelOverloadDecl declaration() {
        return member
                ? CelOverloadDecl.newMemberOverload(overload, doc, result, parameters)
                : CelOverloadDecl.newGlobalOverload(overload, doc, result, parameters);
    }

    CelFunctionBinding binding() {
        List<Class<?>> classes =
                parameters.stream().<Class<?>>map(Function::javaClass).toList();
        return switch (classes.size()) {
            case 1 -> CelFunctionBinding.from(overload, classes.get(0), a -> body.apply(new Object[] {a}));
            case 2 ->
                CelFunctionBinding.from(
                        overload, classes.get(0), classes.get(1), (a, b) -> body.apply(new Object[] {a, b}));
            default -> CelFunctionBinding.from(overload, classes, body);
        };
    }

    private static Class<?> javaClass(CelType type) {
        return switch (type.kind()) {
            case BOOL -> Boolean.class;
            case INT -> Long.class;
            case DOUBLE -> Double.class;
            case STRING -> String.class;
            case BYTES -> CelByteString.class;
            case DURATION -> Duration.class;
            case TIMESTAMP -> Instant.class;
            case LIST -> List.class;
            case MAP -> Map.class;
            case OPAQUE -> type.name().equals("xml") ? Xml.class : Page.class;
            default -> Object.class;
        };
    }
}
