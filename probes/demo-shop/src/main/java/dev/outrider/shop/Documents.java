package dev.outrider.shop;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What customers sent us, and what the virus scanner says of it, which takes a moment. Thread safe. */
final class Documents {
    /** What is in the test file that every scanner knows. */
    private static final String EICAR = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

    private static final int KEPT = 100;
    private static final int FASTEST_SCAN_MS = 200;
    private static final int SLOWEST_SCAN_MS = 900;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Document> byId = new LinkedHashMap<>();

    Documents(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** One document, without its bytes: nobody reads them again. */
    record Document(
            String id,
            String account,
            String name,
            String note,
            int bytes,
            String sha256,
            Instant scanned,
            boolean bad) {
        boolean scanning(Instant now) {
            return now.isBefore(scanned);
        }

        JsonObject json(Instant now) {
            return new JsonObject()
                    .put("id", id)
                    .put("state", scanning(now) ? "SCANNING" : bad ? "INFECTED" : "CLEAN")
                    .put("name", name)
                    .put("note", note)
                    .put("bytes", bytes)
                    .put("sha256", sha256);
        }
    }

    synchronized Document add(String account, String name, String note, Buffer content) {
        Document document = new Document(
                "d-" + Tokens.of(random, 6),
                account,
                name,
                note,
                content.length(),
                Digests.sha256(content.getBytes()),
                clock.instant().plusMillis(random.nextInt(FASTEST_SCAN_MS, SLOWEST_SCAN_MS)),
                content.toString(StandardCharsets.ISO_8859_1).contains(EICAR));
        byId.put(document.id(), document);
        if (byId.size() > KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
        return document;
    }

    synchronized Optional<Document> find(String account, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(document -> document.account().equals(account));
    }

    synchronized void remove(Document document) {
        byId.remove(document.id());
    }
}
