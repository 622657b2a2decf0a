package dev.outrider.shop;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Documents: sent as multipart, scanned for viruses, and asked for until the scanner has spoken. */
final class DocumentRoutes {
    private final Documents documents;
    private final Door door;
    private final InstantSource clock;

    DocumentRoutes(Documents documents, Door door, InstantSource clock) {
        this.documents = documents;
        this.door = door;
        this.clock = clock;
    }

    void mount(Steps steps) {
        steps.upload(Step.UPLOAD, "/api/documents", this::add);
        steps.get(Step.DOCUMENT, "/api/documents/:id", this::show);
        steps.delete(Step.DOCUMENT, "/api/documents/:id", this::remove);
    }

    private void add(RoutingContext ctx) {
        door.trustedCustomer(ctx).ifPresent(customer -> {
            Optional<Uploads.Upload> file = Uploads.file(ctx, "file");
            if (file.isEmpty()) {
                Answers.problem(ctx, 422, "file: the part with the document");
                return;
            }
            Buffer content = file.get().content();
            String note = Asked.field(ctx, "note");
            Documents.Document document =
                    documents.add(customer.account(), file.get().name(), note, content);
            ctx.response().putHeader("location", "/api/documents/" + document.id());
            answer(ctx, 202, document);
        });
    }

    private void answer(RoutingContext ctx, int status, Documents.Document document) {
        Instant now = clock.instant();
        if (document.scanning(now)) {
            ctx.response().putHeader("retry-after", "1");
        }
        Answers.json(ctx, status, document.json(now));
    }

    private void show(RoutingContext ctx) {
        door.customer(ctx).flatMap(customer -> find(ctx, customer)).ifPresent(document -> answer(ctx, 200, document));
    }

    private void remove(RoutingContext ctx) {
        door.trustedCustomer(ctx).flatMap(customer -> find(ctx, customer)).ifPresent(document -> {
            documents.remove(document);
            Answers.nothing(ctx);
        });
    }

    private Optional<Documents.Document> find(RoutingContext ctx, Door.Customer customer) {
        Optional<Documents.Document> document = documents.find(customer.account(), Asked.part(ctx, "id"));
        if (document.isEmpty()) {
            Answers.problem(ctx, 404, "you have no document " + Asked.part(ctx, "id"));
        }
        return document;
    }
}
