package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Names steps by what a customer did: the button they pressed, the page they opened. */
final class StepNames {
    private static final int LONGEST = 40;
    /** What addresses say, in the words of a customer; the first that fits. */
    private static final Map<String, String> DEEDS = deeds();

    private final Set<String> given = new HashSet<>();

    private static Map<String, String> deeds() {
        Map<String, String> deeds = new LinkedHashMap<>();
        deeds.put("log-?out|sign-?out", "Log out");
        deeds.put("log-?in|sign-?in|/session", "Log in");
        deeds.put("register|sign-?up", "Register");
        deeds.put("cancel", "Cancel");
        deeds.put("search", "Search");
        deeds.put("coupon|voucher|promo", "Apply the code");
        deeds.put("payment|/pay\\b|charge", "Pay");
        deeds.put("shipping|delivery", "Choose the delivery");
        deeds.put("address", "Enter the address");
        deeds.put("checkout", "Check out");
        deeds.put("order", "Order");
        deeds.put("cart|basket|bag", "Put it in the cart");
        return deeds;
    }

    /** @param last the page that the customer saw before */
    String of(Visit visit, Optional<PageFinder> last) {
        String name = visit.first().name();
        if (name.isBlank()) {
            name = made(visit, last);
        }
        String plain = name.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        String unique = plain;
        for (int i = 2; !given.add(unique); i++) {
            unique = plain + " (" + i + ")";
        }
        return unique;
    }

    private static String made(Visit visit, Optional<PageFinder> last) {
        Request request = visit.request();
        if (request.isRead()) {
            return awaited(visit).orElseGet(() -> opened(visit));
        }
        if (request.payload() instanceof Payload.Json(Object tree)) {
            Optional<String> operation = GraphQl.of(tree).flatMap(GraphQl::name);
            if (operation.isPresent()) {
                return operation.get();
            }
        }
        return last.flatMap(page -> pressed(page, request)).orElseGet(() -> deed(request));
    }

    /** The word that a customer looked out for. */
    private static Optional<String> awaited(Visit visit) {
        return Awaited.of(visit.answer(), visit.before())
                .map(condition -> condition.split("'", -1))
                .filter(parts -> parts.length > 1)
                .map(parts -> "Wait for " + parts[parts.length / 2 * 2 - 1]);
    }

    private static String opened(Visit visit) {
        String path = visit.request().url().path();
        if (path.equals("/") && !visit.isRedirected()) {
            return "Open the home page";
        }
        if (path.toLowerCase(Locale.ROOT).contains("search")) {
            return "Search";
        }
        Optional<String> heading = visit.answer().filter(Answer::isPage).flatMap(answer -> heading(answer.body()));
        return heading.map(text -> "Open " + text).orElseGet(() -> "Get " + words(path));
    }

    private static Optional<String> heading(String html) {
        Element heading = Jsoup.parse(html).selectFirst("h1");
        return Optional.ofNullable(heading)
                .map(Element::text)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST);
    }

    /** The words on the button of the form that was sent. */
    private static Optional<String> pressed(PageFinder page, Request request) {
        return page.document().select("form[method=post], form[method=POST]").stream()
                .filter(form -> form.absUrl("action").equals(request.url().toString()))
                .flatMap(form -> form.select("button, input[type=submit]").stream())
                .map(button -> button.tagName().equals("input") ? button.attr("value") : button.text())
                .filter(text -> text.length() >= 2 && text.length() <= LONGEST)
                .findFirst();
    }

    private static String deed(Request request) {
        String path = request.url().path().toLowerCase(Locale.ROOT);
        if (request.method().equals("DELETE")) {
            return "Remove " + words(path);
        }
        for (Map.Entry<String, String> deed : DEEDS.entrySet()) {
            if (path.matches(".*(" + deed.getKey() + ").*")) {
                return deed.getValue();
            }
        }
        return (request.method().equals("POST") ? "Send " : "Change ") + words(path);
    }

    /** The parts of a path that people chose. */
    private static String words(String path) {
        List<String> words = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty() && !Looks.isDynamic(segment) && !segment.matches("\\d+|api|v\\d+|rest")) {
                words.add(segment);
            }
        }
        return words.isEmpty() ? path : String.join(" ", words.subList(Math.max(0, words.size() - 3), words.size()));
    }
}
