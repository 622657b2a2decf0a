package dev.outrider.run;

import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
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
                capture: { id: json.items[0].id }
              - name: Tell
                POST: http://localhost:PORT/
                json: { id: "${id}" }
                expect: json.items.size() > 0
            """;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"items\":[{\"id\":1}]}"
                    .getBytes(StandardCharsets.US_ASCII);

    private WarmUp() {}

    static void run(Runner runner) {
        try (ServerSocket server = new ServerSocket(0, RUNS, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server));
            String path = "warm-up.journey.yaml";
            Sources sources =
                    new Sources(Map.of(path, SCRIPT.replace("PORT", Integer.toString(server.getLocalPort()))));
            if (Compiler.compile(sources, path, Optional.empty()) instanceof Compiled.Ready ready) {
                for (int runs = 0; runs < RUNS; runs++) {
                    runner.run(ready.journey(), Environment.NONE, request());
                }
            }
        } catch (IOException noLoopback) {
            log.warn("could not warm up; the first runs will be measured as slower than they are", noLoopback);
        }
    }

    private static RunRequest request() {
        RunResult.Key nobodys = new RunResult.Key("warm-up", "", "", Instant.EPOCH, Cause.MANUAL);
        return new RunRequest(nobodys, "warm-up", "", "", 0, 1, Duration.ZERO, true);
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException over) {
                // The customer has gone, or all of it is over.
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        // Small requests on loopback come in one piece; one that does not costs an answer too many, and nothing else.
        while (in.read(buffer) >= 0) {
            socket.getOutputStream().write(ANSWER);
        }
    }
}
