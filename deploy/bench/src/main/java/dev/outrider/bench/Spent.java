package dev.outrider.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a process that ran to its end has used and said.
 *
 * @param mebibytes resident, at most
 */
record Spent(double cpuMillis, double seconds, double mebibytes, String said) {
    private static final int LOOK_MILLIS = 20;

    /** Looks at its account until it is gone. */
    static Spent of(List<String> command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
        double cpu = 0;
        double most = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                Account account = Account.of(process.pid());
                cpu = account.cpuMillis();
                most = Math.max(most, account.mebibytes());
            } catch (IOException over) {
                break;
            }
        }
        return new Spent(cpu, (System.nanoTime() - began) / 1e9, most, said.join());
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
