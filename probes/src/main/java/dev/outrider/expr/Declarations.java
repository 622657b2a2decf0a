package dev.outrider.expr;

import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelKind;
import dev.cel.extensions.CelExtensions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The forms of all functions and operators, CEL's and ours, by name. */
final class Declarations {
    private static final Map<String, List<CelFunctionDecl>> BY_LAST_WORD = all();

    private Declarations() {}

    /** @param words names without what may stand before their last dot; unknown ones are passed over */
    static List<CelFunctionDecl> of(Set<String> words) {
        return words.stream()
                .flatMap(word -> BY_LAST_WORD.getOrDefault(word, List.of()).stream())
                .toList();
    }

    private static Map<String, List<CelFunctionDecl>> all() {
        Map<String, List<CelOverloadDecl>> forms = new LinkedHashMap<>();
        Stream.of(
                        Stream.of(StandardFunction.values()).map(StandardFunction::functionDecl),
                        CelExtensions.optional().functions().stream(),
                        CelExtensions.math().functions().stream())
                .flatMap(functions -> functions)
                .forEach(function -> add(forms, function.name(), function.overloads()));
        Functions.ALL.stream()
                .filter(Predicate.not(Functions::isStandard))
                .forEach(function -> add(forms, function.name(), List.of(function.declaration())));
        Map<String, List<CelFunctionDecl>> byLastWord = new LinkedHashMap<>();
        forms.forEach((name, overloads) -> byLastWord
                .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), word -> new ArrayList<>())
                .add(CelFunctionDecl.newFunctionDeclaration(name, overloads)));
        return byLastWord;
    }

    /** Unsigned numbers are left out: no answer holds one, and messages get shorter. */
    private static void add(
            Map<String, List<CelOverloadDecl>> forms, String name, Collection<CelOverloadDecl> overloads) {
        overloads.stream()
                .filter(overload -> overload.parameterTypes().stream().noneMatch(type -> type.kind() == CelKind.UINT))
                .forEach(overload ->
                        forms.computeIfAbsent(name, each -> new ArrayList<>()).add(overload));
    }
}
