package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer with a cookie jar of their own. */
final class Browser implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"(\\w+)\"");

    private final CookieManager cookies = new CookieManager();
    private HttpClient client = client(HttpClient.Redirect.NORMAL);
    private final String base;
    private String csrf = "none";
    private String region = "eu-west";

    Browser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    private HttpClient client(HttpClient.Redirect redirects) {
        return HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(redirects)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    Browser following(boolean redirects) {
        client.close();
        client = client(redirects ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER);
        return this;
    }

    Browser from(String place) {
        region = place;
        return this;
    }

    Browser csrf(String token) {
        csrf = token;
        return this;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    String origin() {
        return base;
    }

    /** The value of a field of a page's form. */
    static String field(String page, String name) {
        String start = "name=\"" + name + "\" value=\"";
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf('"', from));
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return client.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path, String... headers) {
        HttpRequest.Builder request = request(path).DELETE();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, JsonObject body, String... headers) {
        HttpRequest.Builder request =
                request(path).POST(BodyPublishers.ofString(body.encode())).header("content-type", "application/json");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String body, String type) {
        return send(request(path).POST(BodyPublishers.ofString(body)).header("content-type", type));
    }

    HttpResponse<String> put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    /** As a form is sent, but without Origin or Referer unless they are among the headers. */
    HttpResponse<String> form(String path, Map<String, String> fields, String... headers) {
        String body = String.join(
                "&",
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue().replace("@", "%40"))
                        .toList());
        HttpRequest.Builder request = request(path)
                .POST(BodyPublishers.ofString(body))
                .header("content-type", "application/x-www-form-urlencoded");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Opens a page and remembers the token in its form. */
    HttpResponse<String> open(String path) {
        HttpResponse<String> page = get(path);
        Matcher matcher = CSRF.matcher(page.body());
        if (matcher.find()) {
            csrf = matcher.group(1);
        }
        return page;
    }

    HttpResponse<String> login(String account, String password) {
        open("/login");
        return form("/login", Map.of("_csrf", csrf, "email", account, "password", password));
    }

    /** Logs in and puts one canary into the cart; its id. */
    String fillCart(String account) {
        login(account, ShopConfig.DEFAULT_PASSWORD);
        return json(post("/api/cart/items", new JsonObject().put("product", 1001)))
                .getString("id");
    }

    HttpResponse<String> order(String cart, String key) {
        return post("/api/orders", new JsonObject().put("cart", cart).put("reference", key), "Idempotency-Key", key);
    }

    /** Buys one canary as far as the order; its id. */
    String orderOne(String account, String key) {
        return json(order(fillCart(account), key)).getJsonObject("order").getString("id");
    }

    static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Region", region)
                .header("X-CSRF-Token", csrf)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
