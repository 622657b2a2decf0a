package dev.outrider.shop;

import static dev.outrider.shop.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CatalogueApisTest {
    private final OpenShop open = new OpenShop(ShopConfig.DEFAULT.withStock(3));
    private final Browser ada = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_campaign_leads_to_the_product_over_a_chain_whose_length_is_left_to_chance() {
        Set<Long> lengths = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            long before = open.shop.requests().lastSeq();
            assertThat(ada.get("/go/SHOE-0042").uri()).hasPath("/p/SHOE-0042").hasQuery("from=campaign");
            lengths.add(open.shop.requests().lastSeq() - before);
        }
        assertThat(lengths).hasSizeGreaterThan(2);
    }

    @Test
    void the_stock_of_the_warehouses_adds_up() {
        JsonArray items = json(ada.get("/api/stock")).getJsonArray("items");
        assertThat(items.stream()
                        .map(JsonObject.class::cast)
                        .filter(item -> item.getString("sku").equals("COAT-0007")))
                .extracting(item -> item.getString("warehouse") + " " + item.getInteger("pieces"))
                .containsExactly("north 2", "south 1");
        assertThat(json(ada.get("/api/stock?warehouse=south")).getJsonArray("items"))
                .hasSize(Catalogue.PRODUCTS.size());
        assertThat(ada.get("/api/stock?warehouse=west").statusCode()).isEqualTo(404);
    }

    @Test
    void graphql_answers_what_is_asked_for_and_no_more() {
        JsonObject data = graph("query Q($text: String!) { products(search: $text, first: 1) { sku price stock } }")
                .getJsonObject("data");
        assertThat(data.getJsonArray("products").encode())
                .isEqualTo("[{\"sku\":\"SHOE-0042\",\"price\":89.9,\"stock\":3}]");
    }

    @Test
    void graphql_answers_errors_with_status_200() {
        JsonObject unknown = graph("{ product(sku: \"NOPE-1\") { name } }");
        assertThat(unknown.getJsonArray("errors").getJsonObject(0).getString("message"))
                .isEqualTo("there is no product NOPE-1");
        assertThat(unknown.getJsonObject("data").getValue("product")).isNull();
        assertThat(graph("{ nonsense }").getJsonArray("errors")).hasSize(1);
        assertThat(graph("").getJsonArray("errors")).hasSize(1);
    }

    @Test
    void the_feeds_are_xml() {
        HttpResponse<String> prices = ada.get("/feeds/prices.xml");
        assertThat(prices.headers().firstValue("content-type")).hasValue("application/xml; charset=utf-8");
        assertThat(prices.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<prices currency=\"EUR\">\n")
                .contains("<product sku=\"COAT-0007\"><name>Rain coat</name><price>129.00</price><stock>3</stock>");
        assertThat(ada.get("/sitemap.xml").body()).contains("<loc>" + ada.origin() + "/p/COAT-0007</loc>");
    }

    private JsonObject graph(String query) {
        HttpResponse<String> answer = ada.post(
                "/api/graphql",
                new JsonObject().put("query", query).put("variables", new JsonObject().put("text", "shoes")));
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }
}
