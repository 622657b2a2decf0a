package dev.outrider.mutate;

import dev.outrider.expr.Values;
import dev.outrider.mutate.Lie.Delays;
import dev.outrider.mutate.Lie.Kind;
import dev.outrider.run.http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** Lies in which the whole answer is another, or late. */
final class WholeLies {
    /** What a customer feels, however fast it was before. */
    private static final Duration FELT = Duration.ofSeconds(1);

    private static final int OTHERS = 3;

    private static final String LOGIN = """
            <!doctype html><html><head><title>Sign in</title></head><body><main><h1>Sign in</h1>
            <form id="login" method="post" action="/login"><label>Email <input type="email" name="email"></label>
            <label>Password <input type="password" name="password"></label><button>Sign in</button></form>
            </main></body></html>
            """;
    private static final String SORRY = "Something went wrong, please try again later.";

    private final Truth truth;
    private final List<Truth> all;
    private final int seed;
    private final List<Lie> lies = new ArrayList<>();

    private WholeLies(Truth truth, List<Truth> all, int seed) {
        this.truth = truth;
        this.all = all;
        this.seed = seed;
    }

    static List<Lie> of(Truth truth, List<Truth> all, int seed) {
        return new WholeLies(truth, all, seed).lies();
    }

    private List<Lie> lies() {
        if (!isLogin(truth)) {
            String text = truth.first() < truth.last()
                    ? "the login page with status 200, at once and without a redirect"
                    : "the login page with status 200";
            lies.add(Lie.of(truth, truth.first(), Kind.LOGIN_PAGE, text, loginPage()));
        }
        lies.add(Lie.of(truth, truth.first(), Kind.ERROR_TEXT, "an error text with status 200", sorry()));
        others().forEach(other -> lies.add(Lie.of(
                truth,
                truth.last(),
                Kind.OTHER_ANSWER,
                "the answer of '" + other.step().name() + "'",
                other.answer())));
        truncated();
        Duration late = late();
        lies.add(new Lie(
                truth.index(), truth.last(), Kind.SLOWER, "takes " + seconds(late), JsonPath.ROOT, new Delays(late)));
        return lies;
    }

    private static boolean isLogin(Truth truth) {
        return truth.isHtml() && truth.page().selectFirst("input[type=password]") != null;
    }

    /** The shop's own when the journey came by it, else one that looks like most. */
    private Answer loginPage() {
        Optional<String> own = all.stream()
                .filter(WholeLies::isLogin)
                .findFirst()
                .map(login -> login.answer().text());
        return truth.saying("text/html", own.orElse(LOGIN));
    }

    private Answer sorry() {
        return truth.json().isPresent()
                ? truth.saying("application/json", Values.toJson(Map.of("error", SORRY)))
                : truth.saying("text/html", "<h1>Sorry</h1><p>" + SORRY + "</p>");
    }

    /** Of other steps that were answered something else: not all of a long journey's, but some that the seed chooses. */
    private List<Truth> others() {
        List<Truth> others = new ArrayList<>(all.stream()
                .filter(other -> !other.answer().text().equals(truth.answer().text()))
                .filter(other -> other.isHtml() == truth.isHtml())
                .toList());
        Collections.shuffle(others, new Random(seed));
        return others.stream()
                .limit(OTHERS)
                .sorted(Comparator.comparingInt(Truth::index))
                .toList();
    }

    private void truncated() {
        String text = truth.answer().text();
        int from = Math.max(0, text.indexOf("<main"));
        int half = from + (text.length() - from) / 2;
        int cut = truth.isHtml() ? text.lastIndexOf('<', half) : half;
        String told = text.substring(0, Math.max(0, cut));
        boolean visible =
                !truth.isHtml() || !Jsoup.parse(told).text().equals(truth.page().text());
        if (!told.equals(text) && visible) {
            lies.add(Lie.of(truth, truth.last(), Kind.TRUNCATED, "is cut off in the middle", truth.saying(told)));
        }
    }

    /** Three times as long as it took, a second at least, and more than its author allows. */
    private Duration late() {
        Duration allowed = truth.slow().orElse(Duration.ZERO).plusMillis(1);
        return Stream.of(truth.took().multipliedBy(3), FELT, allowed)
                .max(Comparator.naturalOrder())
                .orElse(FELT);
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
