package dev.outrider.run;

import dev.outrider.journey.Journey;
import dev.outrider.result.Cause;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journey through a shop of our own on loopback that uses what most journeys use. */
final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final int RUNS = 3;
    private static final String SCRIPT = """
            journey: warm-up
            title: Nobody's customer
            owner: outrider
            schedule: every 1h
            steps:
              - name: Ask
                GET: http://127.0.0.1:PORT/${runId}
                headers: { X-Run: "${runId}" }
                expect: [ status == 200, "json.items.exists(i, i.id == 1)" ]
                capture: { id: "json.items[0].id" }
              - name: Tell
                POST: http://localhost:PORT/
                json: { id: "${id}" }
                expect: [ json.items.size() > 0, html.count('p') == 0 ]
            """;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"items\":[{\"id\":1}]}"
                    .getBytes(StandardCharsets.US_ASCII);

    private WarmUp() {}

    /** Makes it, and says what the last of its runs found. */
    static Outcome run(Runner runner) {
        Outcome found = new Outcome.Skipped("there is no loopback");
        try (ServerSocket server = new ServerSocket(0, RUNS, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server));
            Journey journey = journey(server.getLocalPort());
            for (int runs = 0; runs < RUNS; runs++) {
                found = runner.atHome(journey, request()).outcome();
            }
        } catch (IOException noLoopback) {
            found = new Outcome.Skipped("there is no loopback: " + noLoopback.getMessage());
        }
        if (!(found instanceof Outcome.Passed)) {
            log.warn("could not warm up, so the first runs will seem slower than they are: {}", found);
        }
        return found;
    }

    private static Journey journey(int port) {
        String path = "warm-up.journey.yaml";
        Sources sources = new Sources(Map.of(path, SCRIPT.replace("PORT", Integer.toString(port))));
        return switch (Compiler.compile(sources, path, Optional.empty())) {
            case Compiled.Ready ready -> ready.journey();
            case Compiled.Rejected(var problems) ->
                throw new IllegalStateException("our own script must compile: " + problems);
        };
    }

    private static RunRequest request() {
        RunResult.Key nobodys = new RunResult.Key("warm-up", "", "", Instant.EPOCH, Cause.MANUAL);
        return new RunRequest(nobodys, "warm-up", "", "", 0, 1, Duration.ZERO, Keep.ALWAYS);
    }

    private static void serve(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException over) {
            // It is closed when the last run has ended.
        }
    }

    private static void answer(Socket socket) {
        byte[] buffer = new byte[4096];
        try (socket) {
            InputStream in = socket.getInputStream();
            // Small requests on loopback come in one piece; one that does not costs an answer too many, nothing else.
            while (in.read(buffer) >= 0) {
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException gone) {
            // The customer has left.
        }
    }
}
