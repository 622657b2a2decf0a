package dev.outrider.cli;

import dev.outrider.desk.draft.ProbeDraft;
import dev.outrider.desk.recording.Exchange;
import dev.outrider.result.Outcome;
import dev.outrider.run.Sensitive;
import dev.outrider.run.http.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The journey that is made of what a probe saw.
 *
 * @param path where it will be; nothing is there yet
 * @param id its own
 */
record ProbeFile(Path path, String id, String owner) {
    private static final String ENDING = ".journey.yaml";
    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";

    /** @throws IllegalArgumentException with a sentence when it cannot be there, or must not */
    static ProbeFile at(Path place, String owner, ProbeTarget target) {
        if (!owner.matches(SLUG)) {
            throw new IllegalArgumentException("'" + owner + "' is not an id like team-shop");
        }
        String name = String.valueOf(place.getFileName());
        boolean isFile = name.matches(".*\\.ya?ml") && !Files.isDirectory(place);
        String id = slug(isFile ? name.replaceFirst("(\\.journey)?\\.ya?ml$", "") : place(target));
        Path path = isFile ? place : place.resolve(id + ENDING);
        if (Files.exists(path)) {
            throw new IllegalArgumentException(path.normalize() + " is there already, and is left as it is");
        }
        secretOf(target).ifPresent(field -> {
            throw new IllegalArgumentException("the address carries '" + field
                    + "', which looks like a secret and must not be written into a file; save it without, and add"
                    + " it as ${secrets." + slug(field).replace('-', '_') + "}");
        });
        return new ProbeFile(path, id, owner);
    }

    /** What two addresses of one host differ by, so that each has a file of its own. */
    private static String place(ProbeTarget target) {
        return switch (target) {
            case ProbeTarget.Web web -> web.host() + "-" + web.url().path().replaceFirst("\\.html?$", "");
            case ProbeTarget.Other(String kind, String host, Object question) -> host + "-" + kind;
        };
    }

    private static Optional<String> secretOf(ProbeTarget target) {
        if (!(target instanceof ProbeTarget.Web web) || !web.url().target().contains("?")) {
            return Optional.empty();
        }
        Sensitive sensitive = new Sensitive(Set.of());
        String query = web.url().target().substring(web.url().target().indexOf('?') + 1);
        return Stream.of(query.split("&", -1))
                .map(part -> part.replaceFirst("=.*", ""))
                .filter(sensitive::field)
                .findFirst();
    }

    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String named = slug.matches("[a-z].*") ? slug : "host-" + slug;
        return named.substring(0, Math.min(named.length(), 60)).replaceAll("-+$", "");
    }

    /** Writes it, when there was a good answer that it can expect again. */
    void write(ProbeTarget target, Probed probed, PrintWriter err) {
        boolean good = switch (probed.run().outcome()) {
            case Outcome.Passed passed -> true;
            case Outcome.Degraded degraded -> true;
            case Outcome.Failed failed -> false;
            case Outcome.Errored errored -> false;
            case Outcome.Skipped skipped -> false;
        };
        if (!good) {
            err.println("nothing was saved: there was no good answer that a journey could expect again");
            return;
        }
        try {
            Files.createDirectories(Objects.requireNonNullElse(path.getParent(), Path.of(".")));
            Files.writeString(path, text(target, probed), java.nio.file.StandardOpenOption.CREATE_NEW);
        } catch (IOException failed) {
            throw new UncheckedIOException("could not write %s: %s".formatted(path, failed.getMessage()), failed);
        }
        err.println("wrote " + path.normalize() + "\n\nNext:\n  outrider lint " + path.normalize() + "\n  outrider run "
                + path.normalize());
    }

    private String text(ProbeTarget target, Probed probed) {
        return switch (target) {
            case ProbeTarget.Web web -> {
                Optional<String> base = Optional.of(web.url().origin().toString());
                Map.Entry<String, Object> action = Map.entry("GET", web.url().target());
                ProbeDraft.Look look = new ProbeDraft.Look(id, owner, "Look", base, action);
                boolean secure = probed.answer().flatMap(Answer::handshake).isPresent();
                List<Exchange> seen =
                        probed.hops().stream().map(ProbeFile::exchange).toList();
                yield ProbeDraft.kept(look, seen, List.of(), secure, probed.took());
            }
            case ProbeTarget.Other other -> {
                ProbeDraft.Look look = new ProbeDraft.Look(id, owner, "Look", Optional.empty(), other.action());
                yield ProbeDraft.kept(
                        look, List.of(), expected(other.kind()), other.kind().equals("tls"), probed.took());
            }
        };
    }

    private static List<String> expected(String kind) {
        return switch (kind) {
            case "tcp" -> List.of("tcp.open");
            case "dns" -> List.of("dns.records.size() > 0");
            default -> List.of();
        };
    }

    private static Exchange exchange(Probed.Hop hop) {
        Exchange.Request request = new Exchange.Request(
                hop.call().method(), hop.call().url(), hop.call().headers(), new Exchange.Payload.None());
        return new Exchange("", Instant.EPOCH, "", request, hop.answer().map(ProbeFile::answer), Map.of());
    }

    private static Exchange.Answer answer(Answer answer) {
        String mime = answer.headers()
                .first("content-type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        return new Exchange.Answer(answer.status(), answer.headers(), mime, answer.cut() ? "" : answer.text());
    }
}
