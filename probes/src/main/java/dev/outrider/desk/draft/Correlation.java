package dev.outrider.desk.draft;

import dev.outrider.expr.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says for each value of a request what is written in its place: where it came from, a secret, a value of the
 * environment, one that is made anew, or the value itself when a person chose it.
 */
final class Correlation {
    private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");
    private static final Pattern PIECE = Pattern.compile("[^/:|,;=&?\\s]+");

    private final Naming naming;
    private final Lifted lifted;
    private final Map<String, String> named;
    private final History history = new History();
    private final Map<String, String> known = new LinkedHashMap<>();
    private final Map<String, String> lets = new LinkedHashMap<>();
    private final Set<String> chosen = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private Instant recorded = Instant.EPOCH;
    private String step = "";

    /** @param named values that the recording itself gives names, by name */
    Correlation(Naming naming, Lifted lifted, Map<String, String> named) {
        this.naming = naming;
        this.lifted = lifted;
        this.named = named;
    }

    void begin(String name, Visit visit) {
        step = name;
        recorded = visit.first().at();
        comments.clear();
    }

    /** From here on later values may come from its answer. */
    void end(StepDraft draft, Visit visit) {
        draft.comments().addAll(comments);
        history.add(draft, visit);
    }

    History history() {
        return history;
    }

    Map<String, String> lets() {
        return lets;
    }

    List<String> notes() {
        return notes;
    }

    /** Text with holes for a value. */
    String text(String value, Site site) {
        if (value.isEmpty()) {
            return "";
        }
        if (HOLE.matcher(value).find()) {
            return holes(value);
        }
        Optional<String> expression = expression(value, site);
        return expression.map(each -> "${" + each + "}").orElseGet(() -> pieces(value, site));
    }

    /** Maps, lists, texts with holes and other scalars. */
    Object tree(Object value, String name) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                map.forEach((key, member) -> tree.put((String) key, tree(member, (String) key)));
                yield tree;
            }
            case List<?> list -> list.stream().map(each -> tree(each, name)).toList();
            case String text -> text(text, new Site(Site.Kind.JSON, name));
            case Number number ->
                expression(Values.text(number), new Site(Site.Kind.JSON, name))
                        .<Object>map(each -> "${" + each + "}")
                        .orElse(number);
            default -> value;
        };
    }

    private Optional<String> expression(String value, Site site) {
        if (isPassword(site)) {
            return Optional.of(secret(value, site));
        }
        String same = known.get(value);
        if (same != null && (Looks.isDynamic(value) || site.isId() || isHidden(value, site))) {
            return Optional.of(same);
        }
        if (Looks.isEmail(value) && site.kind() != Site.Kind.PATH) {
            return Optional.of(lifted.var(Naming.identifier(site.name()), value));
        }
        // What was sent before any answer held it, the customer chose; an answer that holds it now only repeats it.
        if (chosen.contains(value)) {
            return Optional.empty();
        }
        boolean dynamic = Looks.isDynamic(value) && !site.isPersonal(value);
        if (dynamic || isHidden(value, site) || (site.isId() && value.matches("\\d+"))) {
            Optional<String> found = captured(value, site, dynamic);
            if (found.isPresent()) {
                return found;
            }
        }
        return uncorrelated(value, site, dynamic);
    }

    private Optional<String> captured(String value, Site site, boolean dynamic) {
        return history.find(value, site, dynamic).map(source -> capture(source, value, site));
    }

    private String capture(History.Source source, String value, Site site) {
        String name = naming.of(site);
        source.step().captures().put(name, source.expression());
        known.put(value, name);
        return name;
    }

    /** What no answer held: a secret, what the page made up itself, or something that must be told. */
    private Optional<String> uncorrelated(String value, Site site, boolean dynamic) {
        boolean shown = site.kind() == Site.Kind.PATH || site.kind() == Site.Kind.QUERY;
        if (!shown && Lifted.isSecretName(site.name()) && !value.matches("true|false|\\d{1,2}")) {
            return Optional.of(secret(value, site));
        }
        if (!dynamic) {
            return Optional.empty();
        }
        if (shown && Lifted.isSecretName(site.name())) {
            tell(
                    "%s looks like a secret, and logs keep what stands in a URL: its value was left out; set it in 'vars', or"
                            + " send it in a header from 'secrets'",
                    site);
            return Optional.of(lifted.unset(Naming.identifier(site.name()), value));
        }
        Optional<String> made = Looks.moment(value, recorded);
        if (made.isPresent()) {
            tell("%s was the time of the recording: it is the time of the run now", site);
            return made;
        }
        if (Looks.isUuid(value)) {
            String name = naming.of(site);
            lets.put(name, "uuid()");
            known.put(value, name);
            tell("%s was a UUID that no earlier answer holds: it is made anew for each run now", site);
            return Optional.of(name);
        }
        return Optional.empty();
    }

    private String secret(String value, Site site) {
        String wish = Naming.identifier(site.name().replaceFirst("(?i)^x-", ""));
        return lifted.secret(wish, value);
    }

    private boolean isPassword(Site site) {
        boolean typed = site.kind() == Site.Kind.FIELD || site.kind() == Site.Kind.JSON;
        return typed
                && (site.name().toLowerCase(java.util.Locale.ROOT).contains("passw")
                        || history.lastPage()
                                .map(page -> page.isPassword(site.name()))
                                .orElse(false));
    }

    /** What a hidden field held, a browser sent: it is captured even where it looks like nothing. */
    private boolean isHidden(String value, Site site) {
        return site.kind() == Site.Kind.FIELD
                && value.chars().anyMatch(Character::isDigit)
                && history.hides(site.name(), value);
    }

    /** A value of which only parts may be a machine's: an address, a list, a name with a number behind it. */
    private String pieces(String value, Site site) {
        if (!value.matches(".*[/:|,;=&?\\s].*")) {
            return frozen(value, site, Looks.isDynamic(value) && !site.isPersonal(value));
        }
        Matcher piece = PIECE.matcher(value);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (piece.find()) {
            text.append(literal(value.substring(from, piece.start())));
            String part = piece.group();
            Optional<String> expression =
                    Looks.isDynamic(part) && !chosen.contains(part) ? expression(part, site) : Optional.empty();
            text.append(expression
                    .map(each -> "${" + each + "}")
                    .orElseGet(() -> frozen(part, site, Looks.isDynamic(part))));
            from = piece.end();
        }
        return text.append(literal(value.substring(from))).toString();
    }

    private String frozen(String value, Site site, boolean dynamic) {
        if (dynamic && chosen.add(value)) {
            tell("%s looks made for one session, and no earlier answer holds it: it stays as it was recorded", site);
        }
        chosen.add(value);
        return literal(value);
    }

    private void tell(String sentence, Site site) {
        String said = sentence.formatted(site);
        comments.add(said);
        notes.add("'" + step + "': " + said);
    }

    /** The names of a collection's own variables. */
    private String holes(String value) {
        Matcher hole = HOLE.matcher(value);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (hole.find()) {
            text.append(literal(value.substring(from, hole.start())))
                    .append("${")
                    .append(variable(hole.group(1)))
                    .append('}');
            from = hole.end();
        }
        return text.append(literal(value.substring(from))).toString();
    }

    private String variable(String name) {
        String same = known.get("{{" + name + "}}");
        if (same != null) {
            return same;
        }
        String expression = history.named(name)
                .map(source -> capture(source, "{{" + name + "}}", new Site(Site.Kind.JSON, name)))
                .orElseGet(() -> given(name));
        known.put("{{" + name + "}}", expression);
        return expression;
    }

    private String given(String name) {
        return switch (name) {
            case "$guid", "$randomUUID" -> "uuid()";
            case "$timestamp" -> "epoch(now)";
            default ->
                Lifted.isSecretName(name)
                        ? lifted.secret(Naming.identifier(name), "{{" + name + "}}")
                        : lifted.var(Naming.identifier(name), named.getOrDefault(name, "SET-" + name));
        };
    }

    static String literal(String text) {
        return text.replace("${", "$${");
    }
}
