package dev.outrider.shop;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The catalogue in GraphQL: whatever goes wrong is answered with status 200 and {@code errors}, as the custom is. */
final class GraphRoutes {
    private static final String SCHEMA = """
            type Query {
              products(search: String = "", first: Int = 10): [Product!]!
              product(sku: ID!): Product
            }
            type Product { sku: ID!, name: String!, description: String!, price: Float!, currency: String!, stock: Int! }
            """;

    private final Orders orders;
    private final GraphQL graph;

    GraphRoutes(Orders orders) {
        this.orders = orders;
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        query -> query.dataFetcher("products", this::products).dataFetcher("product", this::product))
                .build();
        this.graph = GraphQL.newGraphQL(
                        new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring))
                .build();
    }

    void mount(Steps steps) {
        steps.post(Step.GRAPHQL, "/api/graphql", ctx -> Body.object(ctx).ifPresent(body -> answer(ctx, body)));
    }

    private void answer(RoutingContext ctx, JsonObject body) {
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query(Body.text(body, "query").orElse(""))
                .variables(body.getValue("variables") instanceof JsonObject variables ? variables.getMap() : Map.of())
                .build();
        Answers.json(ctx, 200, new JsonObject(graph.execute(input).toSpecification()));
    }

    private List<Map<String, Object>> products(DataFetchingEnvironment asked) {
        String words = Objects.requireNonNull(asked.<String>getArgument("search"));
        int first = Objects.requireNonNull(asked.<Integer>getArgument("first"));
        return Catalogue.search(words).stream()
                .limit(Math.max(0, first))
                .map(this::json)
                .toList();
    }

    private DataFetcherResult<Map<String, Object>> product(DataFetchingEnvironment asked) {
        String sku = Objects.requireNonNull(asked.<String>getArgument("sku"));
        DataFetcherResult.Builder<Map<String, Object>> result = DataFetcherResult.newResult();
        Catalogue.bySku(sku)
                .ifPresentOrElse(
                        product -> result.data(json(product)),
                        () -> result.error(GraphqlErrorBuilder.newError(asked)
                                .message("there is no product " + sku)
                                .build()));
        return result.build();
    }

    private Map<String, Object> json(Product product) {
        return product.json(orders.stockOf(product))
                .put("description", product.description())
                .getMap();
    }
}
