package dev.outrider.cli;

import dev.outrider.run.http.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where the settings of a program come from: its option, else the variable {@code OUTRIDER_NAME}, else the file that
 * {@code --config} names, else the default. A setting that nobody knows is refused, with the known ones.
 */
public final class Settings implements CommandLine.IDefaultValueProvider {
    private static final String CONFIG = "--config";

    private final Map<String, String> environment;
    private final Map<String, String> file;

    private Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Runs a program whose settings are picocli's options; {@code --config} is added.
     *
     * @return its exit code; 2 when its settings are wrong, which is then said on standard error
     */
    public static int run(Callable<Integer> program, Map<String, String> environment, String... args) {
        CommandLine command = command(program);
        try {
            command.setDefaultValueProvider(new Settings(environment, read(command, environment, args)));
        } catch (ParameterException wrong) {
            command.getErr().println(wrong.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        return command.execute(args);
    }

    /** A command that understands addresses and durations, and knows of no variables and files yet. */
    public static CommandLine command(Callable<Integer> program) {
        CommandLine command = new CommandLine(program)
                .registerConverter(Duration.class, Durations::of)
                .registerConverter(HostPort.class, HostPort::of)
                .registerConverter(Cidr.class, Cidr::of);
        if (command.getCommandSpec().findOption(CONFIG) == null) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder(CONFIG)
                            .paramLabel("FILE")
                            .type(Path.class)
                            .description("YAML file with settings")
                            .build());
        }
        return command;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = name(option);
        String variable = "OUTRIDER_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? file.get(name) : value;
    }

    private static Map<String, String> read(CommandLine command, Map<String, String> environment, String... args) {
        Optional<Path> path = path(environment, args);
        if (path.isEmpty()) {
            return Map.of();
        }
        Map<String, String> file = parse(command, path.get());
        List<String> known = known(command);
        List<String> unknown =
                file.keySet().stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    command,
                    "%s has unknown settings: %s; known are: %s"
                            .formatted(path.get(), String.join(", ", unknown), String.join(", ", known)));
        }
        return file;
    }

    private static Optional<Path> path(Map<String, String> environment, String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(CONFIG + "=")) {
                return Optional.of(Path.of(args[i].substring(CONFIG.length() + 1)));
            }
            if (args[i].equals(CONFIG) && i + 1 < args.length) {
                return Optional.of(Path.of(args[i + 1]));
            }
        }
        return Optional.ofNullable(environment.get("OUTRIDER_CONFIG"))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    private static Map<String, String> parse(CommandLine command, Path path) {
        try {
            Object content = new Load(
                            LoadSettings.builder().setLabel(path.toString()).build())
                    .loadFromString(Files.readString(path));
            Map<String, String> settings = new LinkedHashMap<>();
            if (content instanceof Map<?, ?> map) {
                map.forEach((name, value) -> settings.put(String.valueOf(name), text(value)));
            } else if (content != null) {
                throw new ParameterException(
                        command, path + " is not a list of settings like 'data: /var/lib/outrider'");
            }
            return settings;
        } catch (IOException failed) {
            throw new ParameterException(command, "the settings in %s cannot be read: %s".formatted(path, failed));
        } catch (YamlEngineException broken) {
            throw new ParameterException(command, "%s is not YAML: %s".formatted(path, broken.getMessage()));
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> items
                ? items.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    private static List<String> known(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(Settings::name)
                .filter(name -> !name.equals("config"))
                .sorted()
                .toList();
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }
}
