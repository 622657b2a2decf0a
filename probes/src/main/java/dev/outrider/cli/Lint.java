package dev.outrider.cli;

import dev.outrider.expr.Values;
import dev.outrider.script.Compiler;
import dev.outrider.source.Problem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with scripts, without running them. */
@Command(
        name = "lint",
        description = "Checks scripts and says what is wrong, where, and what to write instead.",
        mixinStandardHelpOptions = true)
final class Lint implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Scripts, or folders of scripts.")
    private List<Path> paths = List.of();

    @Option(names = "--env", paramLabel = "NAME", description = "Check against this environment only.")
    private @Nullable String environment;

    @Mixin
    private Reporting reporting = new Reporting();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Set<Script> scripts = new LinkedHashSet<>();
        paths.forEach(path -> scripts.addAll(scripts(path)));
        List<Script.Told> told = new ArrayList<>();
        scripts.forEach(script -> Compiler.compile(script.sources(), script.path(), Optional.ofNullable(environment))
                .problems()
                .forEach(problem -> told.add(script.tell(problem))));
        List<Script.Told> once = told.stream().distinct().toList();
        switch (reporting.output()) {
            case TEXT -> text(once, scripts.size());
            case JSON -> json(once);
            case JUNIT -> out().println(JUnitXml.of(suites(scripts, once)));
        }
        return once.stream().anyMatch(each -> each.problem().isError()) ? ExitCode.INVALID : ExitCode.FINE;
    }

    private List<Script> scripts(Path path) {
        if (!Files.exists(path)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + path);
        }
        List<Script> scripts = Files.isDirectory(path) ? Script.in(path) : List.of(Script.of(path));
        if (scripts.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there are no scripts in " + path + ": their names end in .journey.yaml or .checks.yaml");
        }
        return scripts;
    }

    private void text(List<Script.Told> told, int files) {
        Paint paint = reporting.paint();
        told.forEach(each -> out().println(coloured(each, paint)));
        long errors = told.stream().filter(each -> each.problem().isError()).count();
        spec.commandLine()
                .getErr()
                .println("%s: %s, %s"
                        .formatted(
                                count(files, "file"), count(errors, "error"), count(told.size() - errors, "warning")));
    }

    /** A suite a file; a mistake is a case that failed, a file without one is a case that passed. */
    private static List<JUnitXml.Suite> suites(Set<Script> scripts, List<Script.Told> told) {
        Map<String, List<Script.Told>> byFile = new LinkedHashMap<>();
        scripts.forEach(script -> byFile.put(script.folder() + script.path(), new ArrayList<>()));
        told.forEach(each -> byFile.computeIfAbsent(each.problem().place().file(), file -> new ArrayList<>())
                .add(each));
        return byFile.entrySet().stream()
                .map(file -> LintXml.suite(file.getKey(), file.getValue()))
                .toList();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String count(long number, String noun) {
        return (number == 0 ? "no" : Long.toString(number)) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String coloured(Script.Told told, Paint paint) {
        String severity = told.problem().isError() ? paint.red("error:") : paint.yellow("warning:");
        return told.rendered()
                .replaceFirst("^(error|warning):", java.util.regex.Matcher.quoteReplacement(severity))
                .replaceFirst("(?m)^( *)-->", "$1" + java.util.regex.Matcher.quoteReplacement(paint.blue("-->")));
    }

    private void json(List<Script.Told> told) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Script.Told each : told) {
            Map<String, Object> item = new LinkedHashMap<>();
            Problem problem = each.problem();
            item.put("file", problem.place().file());
            item.put("line", (long) problem.place().position().line());
            item.put("column", (long) problem.place().position().column());
            item.put("width", (long) problem.place().width());
            item.put("severity", problem.isError() ? "error" : "warning");
            item.put("message", problem.message());
            item.put("label", problem.label());
            item.put("hint", problem.hint().<Object>map(hint -> hint).orElse(Values.NULL));
            item.put("rendered", each.rendered());
            items.add(item);
        }
        out().println(Values.toJson(items));
    }
}
