package dev.outrider.result;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one step found.
 *
 * @param cleanup whether it belongs to {@code finally}
 * @param service who answers for it
 * @param line where it stands in its script
 * @param start since the run began
 * @param expectations those that were not met
 * @param status of the last answer, when there was one
 * @param fingerprint of the last answer, when there was one
 */
public record StepResult(
        String name,
        boolean cleanup,
        Optional<String> service,
        int line,
        Outcome outcome,
        Duration start,
        Timings timings,
        int attempts,
        Optional<String> request,
        Optional<Integer> status,
        List<Unmet> expectations,
        Optional<Fingerprint> fingerprint) {
    public StepResult {
        expectations = List.copyOf(expectations);
    }

    /**
     * An expectation or capture that was not met.
     *
     * @param key {@code expect}, {@code warn} or {@code capture NAME}
     * @param actual what was there instead, for example {@code json.state was 'PENDING'}
     */
    public record Unmet(String key, String file, int line, int column, String expression, String actual) {}
}
