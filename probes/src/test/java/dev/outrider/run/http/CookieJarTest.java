package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CookieJarTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    static Stream<Arguments> rules() {
        return Stream.of(
                argumentSet("host only", "https://shop.test/", "a=1", "https://shop.test/x", "a=1"),
                argumentSet("not to a subdomain", "https://shop.test/", "a=1", "https://www.shop.test/", ""),
                argumentSet(
                        "domain", "https://www.shop.test/", "a=1; Domain=.Shop.test", "https://api.shop.test/", "a=1"),
                argumentSet("foreign domain", "https://shop.test/", "a=1; Domain=bank.test", "https://bank.test/", ""),
                argumentSet(
                        "a suffix is no domain", "https://shop.test/", "a=1; Domain=test", "https://other.test/", ""),
                argumentSet(
                        "a suffix of two parts is no domain",
                        "https://shop.co.uk/",
                        "a=1; Domain=co.uk",
                        "https://other.co.uk/",
                        ""),
                argumentSet(
                        "a platform's shops are strangers",
                        "https://one.myshopify.com/",
                        "a=1; Domain=myshopify.com",
                        "https://two.myshopify.com/",
                        ""),
                argumentSet(
                        "a suffix keeps its own",
                        "https://github.io/",
                        "a=1; Domain=github.io",
                        "https://github.io/",
                        "a=1"),
                argumentSet(
                        "a domain below a suffix",
                        "https://www.shop.co.uk/",
                        "a=1; Domain=shop.co.uk",
                        "https://api.shop.co.uk/",
                        "a=1"),
                argumentSet(
                        "looks like a subdomain",
                        "https://shop.test/",
                        "a=1; Domain=shop.test",
                        "https://badshop.test/",
                        ""),
                argumentSet("default path", "https://shop.test/cart/items", "a=1", "https://shop.test/cart/x", "a=1"),
                argumentSet("default path ends", "https://shop.test/cart/items", "a=1", "https://shop.test/carts", ""),
                argumentSet("path", "https://shop.test/", "a=1; Path=/api", "https://shop.test/api/x?y", "a=1"),
                argumentSet("path is no prefix", "https://shop.test/", "a=1; Path=/api", "https://shop.test/apis", ""),
                argumentSet("secure not to http", "https://shop.test/", "a=1; Secure", "http://shop.test/", ""),
                argumentSet("secure not from http", "http://shop.test/", "a=1; Secure", "https://shop.test/", ""),
                argumentSet(
                        "host prefix",
                        "https://shop.test/",
                        "__Host-a=1; Secure; Path=/",
                        "https://shop.test/",
                        "__Host-a=1"),
                argumentSet(
                        "host prefix with domain",
                        "https://shop.test/",
                        "__Host-a=1; Secure; Path=/; Domain=shop.test",
                        "https://shop.test/",
                        ""),
                argumentSet(
                        "expired",
                        "https://shop.test/",
                        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                        "https://shop.test/",
                        ""),
                argumentSet(
                        "odd date",
                        "https://shop.test/",
                        "a=1; Expires=Friday, 27-Nov-26 12:00:01 UTC",
                        "https://shop.test/",
                        "a=1"),
                argumentSet(
                        "max-age wins",
                        "https://shop.test/",
                        "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                        "https://shop.test/",
                        "a=1"),
                argumentSet(
                        "unreadable date is none",
                        "https://shop.test/",
                        "a=1; Expires=soon",
                        "https://shop.test/",
                        "a=1"),
                argumentSet("value with =", "https://shop.test/", "a=b=c; HttpOnly", "https://shop.test/", "a=b=c"),
                argumentSet(
                        "host prefix on the default path",
                        "https://shop.test/",
                        "__Host-a=1; Secure",
                        "https://shop.test/",
                        ""),
                argumentSet(
                        "secure prefix",
                        "https://shop.test/",
                        "__Secure-a=1; Secure",
                        "https://shop.test/",
                        "__Secure-a=1"),
                argumentSet(
                        "secure prefix without Secure", "https://shop.test/", "__Secure-a=1", "https://shop.test/", ""),
                argumentSet(
                        "secure prefix in other letters",
                        "https://shop.test/",
                        "__secure-a=1",
                        "https://shop.test/",
                        ""),
                argumentSet("max-age of nothing", "https://shop.test/", "a=1; Max-Age=0", "https://shop.test/", ""),
                argumentSet(
                        "max-age of less than nothing",
                        "https://shop.test/",
                        "a=1; Max-Age=-5",
                        "https://shop.test/",
                        ""),
                argumentSet(
                        "max-age without a number",
                        "https://shop.test/",
                        "a=1; Max-Age=soon; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                        "https://shop.test/",
                        ""),
                argumentSet(
                        "an unreadable date does not hide one before it",
                        "https://shop.test/",
                        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Expires=soon",
                        "https://shop.test/",
                        ""),
                argumentSet(
                        "the last domain counts",
                        "https://www.shop.test/",
                        "a=1; Domain=bank.test; Domain=shop.test",
                        "https://api.shop.test/",
                        "a=1"),
                argumentSet(
                        "no domain after one",
                        "https://www.shop.test/",
                        "a=1; Domain=shop.test; Domain=",
                        "https://api.shop.test/",
                        "a=1"),
                argumentSet(
                        "path that is none",
                        "https://shop.test/cart/x",
                        "a=1; Path=api",
                        "https://shop.test/cart",
                        "a=1"),
                argumentSet(
                        "path with a slash at its end",
                        "https://shop.test/",
                        "a=1; Path=/api/",
                        "https://shop.test/api",
                        ""),
                argumentSet(
                        "the same in other letters",
                        "https://shop.test/",
                        "a=1; PATH=/API",
                        "https://shop.test/api",
                        ""),
                argumentSet("spaces around", "https://shop.test/", " a = 1 ; Path = / ", "https://shop.test/", "a=1"),
                argumentSet("no pair", "https://shop.test/", "a; Path=/", "https://shop.test/", ""),
                argumentSet("no name", "https://shop.test/", "=1", "https://shop.test/", ""),
                argumentSet(
                        "an address has no subdomains",
                        "http://127.0.0.1/",
                        "a=1; Domain=0.0.1",
                        "http://127.0.0.1/",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_cookie_goes_where_rfc_6265_says(String from, String set, String to, String sent) {
        CookieJar jar = new CookieJar(InstantSource.fixed(NOW));
        jar.store(Url.parse(from), setting(set));
        assertThat(jar.header(Url.parse(to)).orElse("")).isEqualTo(sent);
    }

    @Test
    void the_longest_path_comes_first_then_the_oldest() {
        CookieJar jar = new CookieJar(InstantSource.fixed(NOW));
        Url url = Url.parse("https://shop.test/api/cart");
        for (String set : List.of("a=root; Path=/", "b=root; Path=/", "a=api; Path=/api", "a=new; Path=/")) {
            jar.store(url, setting(set));
        }
        assertThat(jar.header(url)).contains("a=api; a=new; b=root");
        assertThat(jar.values(url)).containsOnly(Map.entry("a", "api"), Map.entry("b", "root"));
    }

    @Test
    void one_is_deleted_where_it_was_set_and_nowhere_else() {
        CookieJar jar = new CookieJar(InstantSource.fixed(NOW));
        Url url = Url.parse("https://www.shop.test/api/cart");
        jar.store(url, setting("a=root; Path=/"));
        jar.store(url, setting("a=api; Path=/api"));
        jar.store(url, setting("a=all; Path=/; Domain=shop.test"));
        jar.store(url, setting("a=gone; Path=/api; Max-Age=0"));
        assertThat(jar.header(url)).contains("a=root; a=all");
        jar.store(url, setting("a=gone; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
        assertThat(jar.header(url)).contains("a=all");
    }

    @Test
    void one_that_comes_again_after_it_ended_is_a_new_one() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        CookieJar jar = new CookieJar(now::get);
        Url url = Url.parse("https://shop.test/");
        jar.store(url, setting("a=1; Max-Age=10"));
        jar.store(url, setting("b=1"));
        jar.store(url, setting("a=2; Max-Age=10"));
        assertThat(jar.header(url)).contains("a=2; b=1");
        now.set(NOW.plusSeconds(10));
        assertThat(jar.header(url)).contains("b=1");
        jar.store(url, setting("a=3"));
        assertThat(jar.header(url)).contains("b=1; a=3");
    }

    /** RFC 6265bis, 5.7: "leave secure cookies alone". */
    @Test
    void what_came_over_tls_is_not_replaced_over_plain_http() {
        CookieJar jar = new CookieJar(InstantSource.fixed(NOW));
        Url secure = Url.parse("https://www.shop.test/login/form");
        Url plain = Url.parse("http://www.shop.test/login/form");
        jar.store(secure, setting("a=ours; Secure; Path=/login"));
        for (String set : List.of(
                "a=theirs; Path=/login", "a=theirs; Path=/login/x; Domain=shop.test", "a=; Path=/login; Max-Age=0")) {
            jar.store(plain, setting(set));
            assertThat(jar.header(secure)).as(set).contains("a=ours");
            assertThat(jar.header(plain)).as(set).isEmpty();
        }
        jar.store(plain, setting("a=elsewhere; Path=/"));
        jar.store(plain, setting("b=another; Path=/login"));
        assertThat(jar.header(secure)).contains("a=ours; b=another; a=elsewhere");
        jar.store(secure, setting("a=new; Path=/login"));
        assertThat(jar.header(plain)).contains("a=new; b=another; a=elsewhere");
    }

    private static Headers setting(String cookie) {
        return new Headers(List.of(Map.entry("Set-Cookie", cookie)));
    }
}
