package dev.outrider.expr;

import dev.cel.bundle.CelBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions beyond CEL's own, and those of CEL's that are done anew within our limits. */
final class Functions {
    static final List<Function> ALL = Stream.of(
                    TextFunctions.ALL,
                    ListFunctions.ALL,
                    NumberFunctions.ALL,
                    SecurityFunctions.ALL,
                    SigningFunctions.ALL,
                    PageFunctions.ALL,
                    XmlFunctions.ALL)
            .flatMap(List::stream)
            .toList();

    private Functions() {}

    static void bind(CelBuilder cel) {
        Map<String, List<Function>> byName =
                ALL.stream().collect(Collectors.groupingBy(Function::name, LinkedHashMap::new, Collectors.toList()));
        byName.forEach((name, functions) -> {
            List<CelFunctionBinding> bindings =
                    functions.stream().map(Function::binding).toList();
            cel.addFunctionBindings(CelFunctionBinding.fromOverloads(name, bindings));
        });
        cel.setStandardFunctions(standard());
    }

    /** CEL's own, without the forms that are replaced. */
    private static CelStandardFunctions standard() {
        Set<String> replaced = ALL.stream()
                .filter(Functions::isStandard)
                .map(Function::overload)
                .collect(Collectors.toSet());
        return CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) ->
                        !replaced.contains(overload.toString().toLowerCase(java.util.Locale.ROOT)))
                .build();
    }

    static boolean isStandard(Function function) {
        return function.doc().isEmpty() && !function.overload().startsWith("outrider_");
    }

    /** What an author can call; operators excepted. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(Standard.DOCS.keySet());
        ALL.stream()
                .filter(function -> !function.doc().isEmpty())
                .map(Function::name)
                .forEach(names::add);
        return names;
    }
}
