package dev.outrider.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' blackbox_exporter as a process beside this one. */
final class Blackbox implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/prometheus-blackbox-exporter");
    private static final Pattern PROCESSING =
            Pattern.compile("probe_http_duration_seconds\\{phase=\"processing\"} (\\S+)");
    private static final int TRIES = 100;
    private static final int PAUSE_MS = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Blackbox(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where it is installed. */
    static Optional<Blackbox> start() throws IOException, InterruptedException {
        if (!Files.isExecutable(BINARY)) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.createTempFile("blackbox", ".yml");
        config.toFile().deleteOnExit();
        Files.writeString(config, "modules: { plain: { prober: http, timeout: 5s } }\n");
        Process process = new ProcessBuilder(
                        BINARY.toString(), "--config.file=" + config, "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Blackbox blackbox = new Blackbox(process, port);
        for (int tries = 0; tries < TRIES && !blackbox.answers(); tries++) {
            Thread.sleep(PAUSE_MS);
        }
        return Optional.of(blackbox);
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/-/healthy").contains("ealthy");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Nanoseconds from the request to the first byte of the answer, as it says. */
    double processing(String url) throws IOException, InterruptedException {
        Matcher found = PROCESSING.matcher(get("/probe?module=plain&target=" + url));
        if (!found.find()) {
            throw new IOException("blackbox_exporter says nothing of the phase");
        }
        return Double.parseDouble(found.group(1)) * 1e9;
    }

    private String get(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
