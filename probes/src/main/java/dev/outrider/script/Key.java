package dev.outrider.script;

import java.util.List;

/**
 * One key of the language.
 *
 * @param shape of its mapping, or of the items of its list; empty when it holds neither
 * @param doc one line, for editors and the reference
 */
record Key(String name, Form form, String shape, boolean required, String doc) {
    Key must() {
        return new Key(name, form, shape, true, doc);
    }

    /** What a key holds. */
    enum Form {
        SLUG("an id", "checkout", "[a-z][a-z0-9-]{0,62}"),
        TEXT("a text", "A customer buys one item", ""),
        TEMPLATE("a text", "Bearer ${token}", ""),
        URL("a URL", "/cart or ${env.shop}/cart", ""),
        DURATION("a duration", "800ms or 5s or 2m", "[1-9][0-9]{0,8}(ms|s|m|h|d)"),
        COUNT("a number", "2", "[0-9]{1,6}"),
        TRUTH("true or false", "true", "true|false"),
        PERCENT("a percentage", "99.9%", "[0-9]{1,3}(\\.[0-9]{1,6})?%"),
        SCHEDULE("'every' and a time", "every 1m", "every [1-9][0-9]{0,5}(s|m|h)"),
        QUORUM("a quorum", "majority or any or all or 2", "majority|any|all|[1-9][0-9]{0,3}"),
        BUDGET("a budget", "500 per day", "[1-9][0-9]{0,8} per day"),
        SLUGS("a list of ids", "[eu-west, us-east]", "[a-z][a-z0-9-]{0,62}"),
        WORDS("a list of words", "[revenue, tier-1]", ""),
        CONDITION("a condition", "status == 200", ""),
        CONDITIONS("a condition or a list of them", "status == 200", ""),
        EXPRESSIONS("names with expressions", "{ id: json.id }", ""),
        TEMPLATES("names with texts", "{ X-Name: text }", ""),
        SIGNATURE("headers", "{ X-Signature: \"${hex(hmac.sha256(secrets.key, request.body))}\" }", ""),
        PARTS("names with texts or files", "{ title: text, photo: { file: fixtures/photo.jpg } }", ""),
        VALUES("names with values", "{ shop: https://shop.example.com }", ""),
        SECRETS("names with references", "{ password: env:SHOP_PASSWORD }", ""),
        LOOP("a loop", "row in data.skus", "[A-Za-z_]\\w* +in +data\\.[A-Za-z_]\\w*"),
        TABLES("tables", "{ skus: [{ sku: A1 }, { sku: B2 }] }", ""),
        HOURS(
                "weekly hours",
                "Mon-Fri 08:00-20:00 Europe/Berlin",
                "DAY(-DAY)?(,DAY(-DAY)?)* ([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00) [A-Za-z][A-Za-z0-9_+/-]{1,40}"
                        .replace("DAY", "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)")),
        SIZE("a size", "20MiB", "[1-9][0-9]{0,4}(KiB|MiB)"),
        OFF_OR_OBJECT("off or a mapping", "off or { after: 10s }", "off"),
        RECORD("a kind of DNS record", "MX", "A|AAAA|CAA|CNAME|MX|NS|PTR|SOA|SRV|TXT"),
        STARTTLS("a protocol", "smtp", "ftp|imap|ldap|pop3|postgres|smtp|xmpp"),
        TRANSPORT("a way to ask", "udp or tcp", "udp|tcp"),
        TEXT_OR_OBJECT("a text or a mapping", "shop.example.com:443", ""),
        DOCUMENT("a text or a file", "{ file: queries/cart.graphql }", ""),
        COUNT_OR_OBJECT("a number", "10 or { max: 10, until: status == 302 }", "[0-9]{1,6}"),
        ANY("a value", "{ sku: A1 }", ""),
        OBJECT("a mapping", "", ""),
        OBJECTS("a list", "", ""),
        NAMED("names with mappings", "", "");

        private final String word;
        private final String example;
        private final String pattern;

        Form(String word, String example, String pattern) {
            this.word = word;
            this.example = example;
            this.pattern = pattern;
        }

        /** With its article, for messages. */
        String word() {
            return word;
        }

        String example() {
            return example;
        }

        /** What its text must match; empty when anything goes. */
        String pattern() {
            return pattern;
        }

        boolean isScalar() {
            return switch (this) {
                case SLUG,
                        TEXT,
                        TEMPLATE,
                        URL,
                        DURATION,
                        COUNT,
                        TRUTH,
                        PERCENT,
                        SCHEDULE,
                        QUORUM,
                        BUDGET,
                        RECORD,
                        STARTTLS,
                        TRANSPORT,
                        HOURS,
                        SIZE,
                        CONDITION,
                        LOOP -> true;
                case SLUGS,
                        WORDS,
                        CONDITIONS,
                        EXPRESSIONS,
                        TEMPLATES,
                        PARTS,
                        SIGNATURE,
                        VALUES,
                        SECRETS,
                        TEXT_OR_OBJECT,
                        DOCUMENT,
                        COUNT_OR_OBJECT,
                        OFF_OR_OBJECT,
                        ANY,
                        OBJECT,
                        OBJECTS,
                        NAMED,
                        TABLES -> false;
            };
        }

        /** Whether one text or a list of texts may stand. */
        boolean isOneOrMany() {
            return switch (this) {
                case SLUGS, WORDS, CONDITIONS -> true;
                case SLUG,
                        TEXT,
                        TEMPLATE,
                        URL,
                        DURATION,
                        COUNT,
                        TRUTH,
                        PERCENT,
                        SCHEDULE,
                        QUORUM,
                        BUDGET,
                        RECORD,
                        STARTTLS,
                        TRANSPORT,
                        HOURS,
                        SIZE,
                        CONDITION,
                        EXPRESSIONS,
                        TEMPLATES,
                        PARTS,
                        SIGNATURE,
                        VALUES,
                        SECRETS,
                        TEXT_OR_OBJECT,
                        DOCUMENT,
                        COUNT_OR_OBJECT,
                        OFF_OR_OBJECT,
                        ANY,
                        OBJECT,
                        OBJECTS,
                        NAMED,
                        LOOP,
                        TABLES -> false;
            };
        }

        /** Whether it holds expressions without {@code ${ }}. */
        boolean isExpression() {
            return this == CONDITION || this == CONDITIONS || this == EXPRESSIONS;
        }
    }

    /**
     * A mapping with known keys.
     *
     * @param article how messages speak of it: {@code a step}
     */
    record Shape(String name, String article, List<Key> keys) {
        Shape {
            keys = List.copyOf(keys);
        }

        java.util.Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }
}
