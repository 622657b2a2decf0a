package dev.outrider.expr;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelMathExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** CEL, set up with our functions, limits and the names of one scope. */
final class Checker {
    /** Longest expression, in code points. */
    static final int LENGTH = 4_000;

    private final Cel cel;

    private Checker(Cel cel) {
        this.cel = cel;
    }

    static Checker of(Map<String, Type> names) {
        CelBuilder builder = Base.CEL.toCelBuilder().setTypeProvider(Structs.of(names));
        names.forEach((name, type) -> builder.addVar(name, type.cel()));
        return new Checker(builder.build());
    }

    CelValidationResult check(String text) {
        return cel.compile(text);
    }

    CelRuntime.Program plan(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return cel.createProgram(checked);
    }

    /** Made when the first expression is compiled: it takes a third of a second in a cold JVM. */
    private static final class Base {
        static final Cel CEL = make();

        private static Cel make() {
            CelOptions options = CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .comprehensionMaxIterations(Work.ITERATIONS)
                    .maxExpressionCodePointSize(LENGTH)
                    .maxParseRecursionDepth(100)
                    .populateMacroCalls(true)
                    .build();
            CelMathExtensions math = CelExtensions.math();
            CelBuilder builder = CelFactory.plannerCelBuilder()
                    .setOptions(options)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addMacros(ListFunctions.SORT_BY)
                    .addCompilerLibraries(CelExtensions.optional(), math)
                    .addRuntimeLibraries(CelExtensions.optional(), math);
            Functions.addTo(builder);
            return builder.build();
        }
    }

    /** Tells CEL the fields of the objects that a scope's names have. */
    private record Structs(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
        static Structs of(Map<String, Type> names) {
            Map<String, CelType> structs = new LinkedHashMap<>();
            names.values().forEach(type -> collect(type, structs));
            return new Structs(ImmutableMap.copyOf(structs));
        }

        private static void collect(Type type, Map<String, CelType> structs) {
            if (type.cel() instanceof dev.cel.common.types.StructType struct) {
                structs.putIfAbsent(struct.name(), struct);
            }
            type.fields().values().forEach(field -> collect(field, structs));
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(byName.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
