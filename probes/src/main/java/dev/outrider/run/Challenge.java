package dev.outrider.run;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Recognises the page by which a bot defence asks whether we are human. It says nothing about the shop: customers with a
 * browser pass it. Only markers are taken that the vendors document, or that their own modules write:
 *
 * <ul>
 *   <li>Cloudflare: {@code cf-mitigated: challenge} on every kind of challenge page (developers.cloudflare.com,
 *       "Detect a Challenge Page response");
 *   <li>AWS WAF: {@code x-amzn-waf-action: challenge} with 202, {@code captcha} with 405 (AWS WAF developer guide, "CAPTCHA
 *       and Challenge action behavior");
 *   <li>Vercel: {@code x-vercel-mitigated: challenge} with 429 (Vercel Firewall, Attack Challenge Mode);
 *   <li>DataDome: a refusal that loads {@code captcha-delivery.com} (its module's block page, as HTML or JSON);
 *   <li>HUMAN, once PerimeterX: a refusal with the element {@code px-captcha} and an app id, or the JSON of its "advanced
 *       blocking response" with {@code blockScript};
 *   <li>Imperva, once Incapsula: a page that is nothing but {@code /_Incapsula_Resource};
 *   <li>Akamai: 428 with {@code sec-cp-challenge}, or the container of its page;
 *   <li>Kasada: 429 with headers {@code x-kpsdk-…}.
 * </ul>
 */
final class Challenge {
    /** A challenge page is small; what stands further behind is a page that only mentions one. */
    private static final int LOOKED_AT = 32 * 1024;
    /** Imperva answers with 200; its page holds nothing else. */
    private static final int NOTHING_ELSE = 4 * 1024;

    private static final Pattern MARKUP = Pattern.compile("(?is)<script.*?</script>|<[^>]*>");

    private static final Set<Integer> REFUSALS = Set.of(401, 403, 405, 428, 429, 503);

    private static final List<Vendor> VENDORS = List.of(
            new Vendor("Cloudflare", (answer, body) -> is(answer, "cf-mitigated", "challenge")),
            new Vendor(
                    "AWS WAF",
                    (answer, body) ->
                            is(answer, "x-amzn-waf-action", "challenge") || is(answer, "x-amzn-waf-action", "captcha")),
            new Vendor("Vercel", (answer, body) -> is(answer, "x-vercel-mitigated", "challenge")),
            new Vendor("DataDome", (answer, body) -> isRefusal(answer) && body.contains("captcha-delivery.com/")),
            new Vendor(
                    "HUMAN (PerimeterX)",
                    (answer, body) -> isRefusal(answer)
                            && ((body.contains("px-captcha") && body.contains("_pxAppId"))
                                    || (body.contains("\"blockScript\"") && body.contains("\"appId\"")))),
            new Vendor("Imperva (Incapsula)", Challenge::isImperva),
            new Vendor(
                    "Akamai",
                    (answer, body) -> isRefusal(answer)
                            && (body.contains("sec-cp-challenge")
                                    || body.contains("sec-if-cpt-container")
                                    || body.contains("sec-bc-tile-container"))),
            new Vendor("Kasada", (answer, body) -> isRefusal(answer) && hasKasada(answer.headers())));

    private record Vendor(String name, BiPredicate<Answer, String> shows) {}

    private Challenge() {}

    /** Our trouble, when a defence stands between us and the target. */
    static Optional<Outcome> in(Answer answer) {
        return vendor(answer)
                .map(
                        name -> new Outcome.Errored(
                                Trouble.CHALLENGED,
                                "the bot defence of %s challenged us (status %d), so nothing can be said about the page behind it; "
                                                .formatted(name, answer.status())
                                        + "let the canary in there by its agents' addresses or by a header (--header of the agents)"));
    }

    private static Optional<String> vendor(Answer answer) {
        String body = isText(answer) && (answer.status() != 200 || answer.bodyBytes() <= NOTHING_ELSE)
                ? answer.body().first(LOOKED_AT).text(StandardCharsets.ISO_8859_1)
                : "";
        return VENDORS.stream()
                .filter(vendor -> vendor.shows().test(answer, body))
                .map(Vendor::name)
                .findFirst();
    }

    private static boolean isText(Answer answer) {
        String type = answer.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("html") || type.contains("json");
    }

    private static boolean isRefusal(Answer answer) {
        return REFUSALS.contains(answer.status());
    }

    private static boolean is(Answer answer, String header, String value) {
        return answer.headers().first(header).filter(value::equalsIgnoreCase).isPresent();
    }

    /** Its script is in many good pages too: only where it is all there is, it is a challenge. */
    private static boolean isImperva(Answer answer, String body) {
        return body.contains("/_Incapsula_Resource?")
                && answer.bodyBytes() <= NOTHING_ELSE
                && (body.contains("&incident_id=")
                        || MARKUP.matcher(body).replaceAll("").isBlank());
    }

    private static boolean hasKasada(Headers headers) {
        return headers.fields().stream()
                .anyMatch(field -> field.getKey().toLowerCase(Locale.ROOT).startsWith("x-kpsdk-"));
    }
}
