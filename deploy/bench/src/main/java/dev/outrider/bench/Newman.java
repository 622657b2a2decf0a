package dev.outrider.bench;

import java.util.ArrayList;
import java.util.List;

/** The journey as newman reads it: the same five requests, the status of each judged. */
final class Newman {
    private Newman() {}

    /** A Postman collection. */
    static String collection(String shop) {
        List<String> items = new ArrayList<>();
        for (String path : NginxShop.PATHS) {
            items.add("""
                    {"name": "%1$s", "request": {"method": "GET", "url": "%2$s%1$s"},
                     "event": [{"listen": "test", "script": {"exec": ["pm.test('ok', () => pm.response.to.have.status(200))"]}}]}
                    """.formatted(path, shop));
        }
        return """
                {"info": {"name": "journey", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                 "item": [%s]}
                """.formatted(String.join(",", items));
    }
}
