package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.result.Outcome;
import dev.outrider.script.Compiled;
import dev.outrider.source.Problem;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A GraphQL document that lies beside the script, where an editor knows its schema. */
final class GraphqlFileTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    private static final String STEP = """
            steps:
              - POST: /graphql
                graphql: { query: { file: %s }, variables: { sku: LAMP-0003 } }
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(VERTX).on(POST, "/graphql", 200, "{\"data\":{}}");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void is_sent_as_it_stands_with_the_variables_of_the_step() {
        String document = "query Product($sku: ID!) {\n  product(sku: $sku) { price } # not ${sku}\n}\n";
        assertThat(ride("queries/product.graphql", document)
                        .run(STEP.formatted("queries/product.graphql"))
                        .outcome())
                .isEqualTo(new Outcome.Passed());
        assertThat(shop.asked().getFirst().body())
                .isEqualTo(
                        "{\"query\":\"query Product($sku: ID!) {\\n  product(sku: $sku) { price } # not ${sku}\\n}\\n\""
                                + ",\"variables\":{\"sku\":\"LAMP-0003\"}}");
    }

    @Test
    void that_changes_something_is_told_as_one_that_stands_in_the_script_is() {
        Compiled.Ready ready = ride("order.graphql", "mutation Order($sku: ID!) { order(sku: $sku) { id } }")
                .compiled(STEP.formatted("order.graphql"));
        assertThat(ready.problems())
                .extracting(Problem::message)
                .containsExactly("this changes something, and the journey does not say so");
    }

    @Test
    void that_is_not_there_is_told() {
        assertThatThrownBy(() -> ride("order.graphql", "{ x }").compiled(STEP.formatted("ordr.graphql")))
                .hasMessageContaining("there is no file 'ordr.graphql'")
                .hasMessageContaining("did you mean 'order.graphql'?");
    }

    private Ride ride(String path, String document) {
        return new Ride(VERTX, shop)
                .with(path, Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.UTF_8)));
    }
}
