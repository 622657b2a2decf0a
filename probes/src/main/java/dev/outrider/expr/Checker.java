package dev.outrider.expr;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** CEL, set up with our functions and limits: one parser and one runtime for all, and a small checker an expression. */
final class Checker {
    /** Longest expression, in code points. */
    static final int LENGTH = 4_000;

    private Checker() {}

    /**
     * Parses and checks. CEL weighs all declarations against each other each time it checks, so that it is given only
     * those that the expression mentions: that is ten times as fast.
     */
    static CelValidationResult check(String text, Map<String, Type> names) throws CelValidationException {
        CelValidationResult parsed = Base.CEL.parse(text);
        if (parsed.hasError()) {
            return parsed;
        }
        CelAbstractSyntaxTree tree = parsed.getAst();
        Mentions mentions = Mentions.in(tree.getExpr());
        Map<String, Type> mentioned = new LinkedHashMap<>(names);
        mentioned.keySet().retainAll(mentions.names());
        CelCheckerBuilder checker = CelCompilerFactory.standardCelCheckerBuilder()
                .setOptions(Base.OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setTypeProvider(Structs.of(mentioned))
                .addFunctionDeclarations(Declarations.of(mentions.functions()));
        mentioned.forEach((name, type) -> checker.addVarDeclarations(CelVarDecl.newVarDeclaration(name, type.cel())));
        return checker.build().check(tree);
    }

    /** Without the places of its parts, which a program would keep for messages that nobody sees. */
    static CelRuntime.Program plan(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return Base.CEL.createProgram(CelAbstractSyntaxTree.newCheckedAst(
                checked.getExpr(), CelSource.newBuilder().build(), checked.getReferenceMap(), checked.getTypeMap()));
    }

    /** Made when the first expression is compiled: it takes a third of a second in a cold JVM. */
    private static final class Base {
        static final CelOptions OPTIONS = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .comprehensionMaxIterations(Work.ITERATIONS)
                .maxExpressionCodePointSize(LENGTH)
                .maxParseRecursionDepth(100)
                .populateMacroCalls(true)
                .build();
        static final Cel CEL = make();

        private static Cel make() {
            CelBuilder builder = CelFactory.plannerCelBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addMacros(ListFunctions.SORT_BY)
                    .addCompilerLibraries(CelExtensions.optional(), CelExtensions.math())
                    .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.math());
            Functions.bind(builder);
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
            if (type.cel() instanceof StructType struct) {
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
