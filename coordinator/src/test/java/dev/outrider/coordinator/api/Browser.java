package dev.outrider.coordinator.api;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A real Chromium with one page, driven over its debugging protocol. */
final class Browser implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Process process;
    private final DevTools tools;
    private final String page;

    /** Whether there is one on this machine. */
    static boolean present() {
        return Files.isExecutable(PROGRAM);
    }

    /** @param profile an empty folder for what it keeps */
    Browser(Path profile) throws IOException {
        process = new ProcessBuilder(command(profile)).redirectErrorStream(true).start();
        tools = new DevTools(address());
        JsonObject blank = new JsonObject().put("url", "about:blank");
        String target = tools.call("", "Target.createTarget", blank).getString("targetId");
        JsonObject flat = new JsonObject().put("targetId", target).put("flatten", true);
        page = tools.call("", "Target.attachToTarget", flat).getString("sessionId");
        List.of("Runtime.enable", "Log.enable", "Page.enable").forEach(domain -> call(domain, new JsonObject()));
    }

    private static List<String> command(Path profile) {
        return List.of(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile);
    }

    private String address() throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf("ws://");
            if (line.startsWith("DevTools listening") && at > 0) {
                return line.substring(at);
            }
            said.append(line).append('\n');
        }
        throw new IOException("Chromium ended without an address:\n" + said);
    }

    private JsonObject call(String method, JsonObject params) {
        return tools.call(page, method, params);
    }

    Browser size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
        return this;
    }

    Browser dark(boolean dark) {
        JsonObject scheme = new JsonObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", new JsonObject().put("features", List.of(scheme)));
        return this;
    }

    /** Goes there, and waits until something is there that matches the selector. */
    Browser open(String url, String selector) {
        call("Page.navigate", new JsonObject().put("url", url));
        return until("location.href === %s && document.querySelector(%s)".formatted(quoted(url), quoted(selector)));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    /** Waits, frame by frame and at most five seconds, until the expression is true. */
    Browser until(String condition) {
        Object came = evaluate("""
                new Promise((done) => {
                  const end = performance.now() + 5000;
                  const look = () => {
                    if (%s) done(true);
                    else if (performance.now() > end) done(false);
                    else setTimeout(look, 20);
                  };
                  look();
                })""".formatted(condition));
        if (!Boolean.TRUE.equals(came)) {
            throw new AssertionError("never came true: " + condition + "\npage errors: " + takeErrors() + "\n"
                    + evaluate("document.body.innerText"));
        }
        return this;
    }

    /** What the expression, or the promise that it is, comes to. */
    Object evaluate(String expression) {
        JsonObject answer = call(
                "Runtime.evaluate",
                new JsonObject()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(answer.getJsonObject("exceptionDetails").encodePrettily());
        }
        return answer.getJsonObject("result").getValue("value", "");
    }

    /** What the pages, or the browser about them, complained of since this was last asked. */
    List<String> takeErrors() {
        return tools.takeErrors();
    }

    void picture(Path file) throws IOException {
        JsonObject full = new JsonObject().put("captureBeyondViewport", true);
        String data = call("Page.captureScreenshot", full).getString("data");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        tools.close();
        process.destroy();
        process.onExit().join();
    }
}
