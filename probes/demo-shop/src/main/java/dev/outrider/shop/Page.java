package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** The HTML of the shop; everything that is not ours is escaped here. */
final class Page {
    private Page() {}

    static String html(String title, String main) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Waystone Shop</title>
                <link rel="stylesheet" href="/style.css">
                </head>
                <body>
                <header>
                <a class="brand" href="/">Waystone Shop</a>
                <form role="search" action="/search"><input type="search" name="q" aria-label="Search" placeholder="Search"></form>
                <nav><a href="/cart">Cart</a> <a href="/account">My account</a></nav>
                </header>
                <main>
                %s
                </main>
                <footer>A demonstration: nothing here is for sale.</footer>
                </body>
                </html>
                """.formatted(text(title), main);
    }

    /** A page within a page: nothing but what it is about. */
    static String bare(String title, String main) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>%s</title>
                <link rel="stylesheet" href="/style.css">
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(text(title), main);
    }

    static String message(String title, String detail) {
        return html(
                title,
                "<h1>%s</h1><p>%s</p><p><a href=\"/\">Back to the shop</a></p>".formatted(text(title), text(detail)));
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String price(int cents) {
        return String.format(Locale.ROOT, "€ %d.%02d", cents / 100, cents % 100);
    }

    static String tiles(List<Product> products) {
        return products.stream()
                .map(product -> "<li><a href=\"/p/%s\"><strong>%s</strong><span>%s</span></a></li>"
                        .formatted(product.sku(), text(product.name()), price(product.cents())))
                .collect(joining("\n", "<ul class=\"tiles\">\n", "\n</ul>"));
    }

    /** A form of one button, which carries the session's token and other hidden fields. */
    static String button(String action, String label, Session session, String hidden) {
        return """
                <form method="post" action="%s"><input type="hidden" name="_csrf" value="%s">%s\
                <button data-testid="%s">%s</button></form>""".formatted(text(action), session.csrf(), hidden, slug(label), text(label));
    }

    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, text(value));
    }

    static String lines(List<Line> lines, int cents) {
        return lines.stream()
                .map(line -> "<tr><td><a href=\"/p/%s\">%s</a></td><td>%d</td><td>%s</td></tr>"
                        .formatted(
                                line.product().sku(),
                                text(line.product().name()),
                                line.quantity(),
                                price(line.cents())))
                .collect(joining(
                        "\n",
                        "<table><thead><tr><th scope=\"col\">Item</th><th scope=\"col\">Pieces</th><th scope=\"col\">Price</th></tr></thead>\n<tbody>",
                        "</tbody>\n<tfoot><tr><th scope=\"row\" colspan=\"2\">Total</th><td>%s</td></tr></tfoot></table>"
                                .formatted(price(cents))));
    }

    private static String slug(String label) {
        return label.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
