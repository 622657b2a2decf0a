package dev.outrider.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One whose cost is measured, and who takes turns with the others. */
sealed interface Rider extends AutoCloseable {
    String name();

    /** Rides for so long and tells what it did. */
    Window ride(int seconds) throws IOException, InterruptedException;

    /** How it was called. */
    List<String> command();

    @Override
    default void close() {}

    /** A process that stays, as an agent does, and rides whenever it is told to by a line of seconds. */
    record Resident(String name, List<String> command, int requestsPerJourney, Process process, BufferedReader answers)
            implements Rider {
        static Resident start(String name, List<String> command, int requestsPerJourney) throws IOException {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
            Resident rider = new Resident(name, command, requestsPerJourney, process, answers);
            rider.answer("ready");
            return rider;
        }

        @Override
        public Window ride(int seconds) throws IOException {
            OutputStream orders = process.getOutputStream();
            orders.write((seconds + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
            String[] said = answer("").split(" ", -1);
            return new Window(
                    Double.parseDouble(said[0]) / requestsPerJourney,
                    Double.parseDouble(said[1]),
                    Double.parseDouble(said[2]),
                    Account.of(process.pid()).mebibytes());
        }

        /** The next line that begins as expected and, where nothing is, with a number; what else it says is passed on. */
        private String answer(String beginning) throws IOException {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (beginning.isEmpty() ? line.matches("[0-9.]+ [0-9.]+ [0-9.]+") : line.startsWith(beginning)) {
                    return line;
                }
                System.err.println(name + ": " + line);
            }
            throw new IOException(name + " ended");
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** wrk: the floor. Sixteen connections that ask one path as fast as they can, and dial anew when they are closed. */
    record Wrk(String name, String url) implements Rider {
        @Override
        public List<String> command() {
            return List.of("wrk", "-t1", "-c16", "-d3s", url);
        }

        @Override
        public Window ride(int seconds) throws IOException, InterruptedException {
            Spent spent = Spent.of(Processes.pinned(List.of("wrk", "-t1", "-c16", "-d" + seconds + "s", url)));
            double requests = spent.said()
                    .lines()
                    .filter(line -> line.contains(" requests in "))
                    .mapToDouble(line -> Double.parseDouble(line.strip().split(" ", 2)[0]))
                    .findFirst()
                    .orElseThrow(() -> new IOException("wrk: " + spent.said()));
            return new Window(requests / NginxShop.PATHS.size(), spent.cpuMillis(), spent.seconds(), spent.mebibytes());
        }
    }

    /** newman, which cannot stay: what its start costs is taken off, by a run of few journeys beside one of many. */
    record Newman(String name, String program, String collection) implements Rider {
        private static final int FEW = 2;
        private static final int MANY = 32;

        @Override
        public List<String> command() {
            return command(MANY);
        }

        private List<String> command(int iterations) {
            return List.of(
                    "node", program, "run", collection, "-n", Integer.toString(iterations), "--insecure", "--silent");
        }

        @Override
        public Window ride(int seconds) throws IOException, InterruptedException {
            Spent few = Spent.of(Processes.pinned(command(FEW)));
            Spent many = Spent.of(Processes.pinned(command(MANY)));
            return new Window(
                    MANY - FEW, many.cpuMillis() - few.cpuMillis(), many.seconds() - few.seconds(), many.mebibytes());
        }
    }

    /** A ride that tells what it cannot do as an unchecked failure, for use in a loop. */
    default Window counted(int seconds) {
        try {
            return ride(seconds);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
