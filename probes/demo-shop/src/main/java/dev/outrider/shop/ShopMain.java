package dev.outrider.shop;

import io.vertx.core.Vertx;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The shop as a process. */
@Command(
        name = "shop",
        description = "A small web shop that breaks on command. Password of its customers: environment variable "
                + ShopMain.PASSWORD + ".",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ShopMain implements Callable<Integer> {
    static final String PASSWORD = "SHOP_CANARY_PASSWORD";
    private static final int LONGEST_START_S = 30;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "Where to listen; 0: any (default: ${DEFAULT-VALUE}).")
    private int port = 8090;

    @Option(names = "--log", paramLabel = "FILE", description = "Append every request to this file, as JSON lines.")
    private @Nullable Path log;

    @Option(
            names = "--order-ttl",
            paramLabel = "DURATION",
            description = "How long an order that nobody cancels holds its stock (default: 5m).",
            converter = DurationConverter.class)
    private Duration orderTtl = ShopConfig.DEFAULT.orderTtl();

    @Option(
            names = "--session-ttl",
            paramLabel = "DURATION",
            description = "How long a session lives without a request (default: 30m).",
            converter = DurationConverter.class)
    private Duration sessionTtl = ShopConfig.DEFAULT.sessionTtl();

    @Option(names = "--stock", paramLabel = "N", description = "Pieces of each product (default: ${DEFAULT-VALUE}).")
    private int stock = ShopConfig.DEFAULT.stock();

    @Option(
            names = "--region-header",
            paramLabel = "NAME",
            description = "The request header that says where a request comes from (default: ${DEFAULT-VALUE}).")
    private String regionHeader = ShopConfig.DEFAULT.regionHeader();

    @Option(
            names = "--fault",
            paramLabel = "STEP:KIND[:REGION]",
            description = "Broken from the start; KIND is slow[=MS], error[=STATUS], wrong or hang. May be repeated.",
            converter = FaultConverter.class)
    private List<Fault> faults = new ArrayList<>();

    @Option(
            names = "--account",
            paramLabel = "EMAIL",
            description = "A customer, besides the canaries. May be repeated.")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--open-admin", description = "Let other machines use /admin as well.")
    private boolean openAdmin;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "dev/outrider/shop/logback.xml");
        int code = new CommandLine(new ShopMain()).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        ShopConfig config = config();
        Vertx vertx = Vertx.vertx();
        try {
            Shop shop = Shop.start(vertx, config).await(LONGEST_START_S, TimeUnit.SECONDS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, shop), "stop"));
            greet(config, shop);
            return 0;
        } catch (Exception failure) {
            System.err.println("error: " + why(config, failure));
            vertx.close();
            return 1;
        }
    }

    private ShopConfig config() {
        List<String> customers = new ArrayList<>(ShopConfig.CANARIES);
        customers.addAll(accounts);
        try {
            return new ShopConfig(
                    host,
                    port,
                    Optional.ofNullable(log),
                    orderTtl,
                    sessionTtl,
                    stock,
                    regionHeader,
                    openAdmin,
                    customers,
                    Optional.ofNullable(System.getenv(PASSWORD)).orElse(ShopConfig.DEFAULT_PASSWORD),
                    faults);
        } catch (IllegalArgumentException e) {
            CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private static void greet(ShopConfig config, Shop shop) {
        boolean known = System.getenv(PASSWORD) == null;
        System.err.println("customers: " + String.join(", ", config.accounts()) + "; password "
                + (known
                        ? "'" + config.password() + "' (set " + PASSWORD + " for another)"
                        : "as " + PASSWORD + " says"));
        config.faults().forEach(fault -> System.err.println("broken: " + FaultText.json(fault)));
        System.out.println("ready: shop http://" + address(config.host()) + ":" + shop.port());
    }

    private static String address(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String why(ShopConfig config, Exception failure) {
        if (failure instanceof BindException
                && String.valueOf(failure.getMessage()).contains("in use")) {
            return "port %d of %s is taken; stop what listens there, or choose another with --port (0: any)"
                    .formatted(config.port(), config.host());
        }
        if (failure instanceof BindException) {
            return "cannot listen on %s:%d: %s; see --host and --port"
                    .formatted(config.host(), config.port(), failure.getMessage());
        }
        return "could not start the shop: " + failure.getMessage();
    }

    private static void stop(Vertx vertx, Shop shop) {
        try {
            // One after the other: a future of a loop that is being closed never completes.
            shop.close().await(5, TimeUnit.SECONDS);
            vertx.close().await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            System.err.println("stopped without closing everything: " + e.getMessage());
        }
    }

    /** {@code 5m} and the like. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Times.duration(text)
                    .filter(Duration::isPositive)
                    .orElseThrow(() ->
                            new TypeConversionException("'" + text + "' is not a duration such as 30s, 5m or 1h"));
        }
    }

    /** {@code pay:error=502:eu-west} and the like. */
    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            try {
                return FaultText.word(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
