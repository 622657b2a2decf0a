package dev.outrider.run.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class CustomerTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Dialer DIALER = new Dialer(VERTX, Optional.empty());
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void one_connection_serves_all_steps_of_a_customer_and_the_next_customer_opens_its_own() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            for (int customers = 1; customers <= 2; customers++) {
                try (Customer customer = customer()) {
                    visit(customer, get(server.url("/a")));
                    visit(customer, get(server.url("/b")));
                }
                assertThat(server.connections()).isEqualTo(customers);
            }
        }
    }

    @Test
    void cookies_come_back_until_they_are_deleted() throws Exception {
        String[] answers = {
            "HTTP/1.1 200 OK\r\nSet-Cookie: session=s1; Path=/; HttpOnly\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nSet-Cookie: session=; Max-Age=0; Path=/\r\nContent-Length: 0\r\n\r\n",
            OK
        };
        try (RawServer server = RawServer.that(talk -> {
                    for (String answer : answers) {
                        talk.request();
                        talk.say(answer);
                    }
                });
                Customer customer = customer()) {
            assertThat(visit(customer, get(server.url("/login"))).cookies())
                    .containsExactly(Map.entry("session", "s1"));
            assertThat(visit(customer, get(server.url("/logout"))).cookies()).isEmpty();
            visit(customer, get(server.url("/")));
            assertThat(server.requests().get(0)).doesNotContain("Cookie");
            assertThat(server.requests().get(1)).contains("Cookie: session=s1\r\n");
            assertThat(server.requests().get(2)).doesNotContain("Cookie");
        }
    }

    @Test
    void a_post_that_is_redirected_ends_as_a_get_with_the_new_cookie() throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    talk.say(
                            "HTTP/1.1 302 Found\r\nLocation: ../account?x=1\r\nSet-Cookie: s=1\r\nContent-Length: 0\r\n\r\n");
                    talk.request();
                    talk.say(OK);
                });
                Customer customer = customer()) {
            Call login = new Call(
                    "POST",
                    Url.parse(server.url("/user/login")),
                    Headers.NONE.with("Content-Type", "text/plain"),
                    Bytes.of("pw"));
            Visit visit = customer.visit(login, 10, soon());
            assertThat(visit.url().target()).isEqualTo("/account?x=1");
            assertThat(visit.hops()).hasSize(2);
            assertThat(server.requests().get(1))
                    .startsWith("GET /account?x=1 HTTP/1.1\r\n")
                    .doesNotContain("Content-Type")
                    .doesNotContain("Cookie");
        }
    }

    @Test
    void another_origin_does_not_see_what_was_meant_for_the_first() throws Exception {
        try (RawServer other = RawServer.answering(OK);
                RawServer server = RawServer.answering("HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                        + other.url("/there") + "\r\nContent-Length: 0\r\n\r\n");
                Customer customer = customer()) {
            Headers headers = Headers.NONE
                    .with("Authorization", "Bearer t")
                    .with("Cookie", "own=1")
                    .with("traceparent", "00-0-0-01")
                    .with("X-Kept", "yes");
            customer.visit(new Call("POST", Url.parse(server.url("/")), headers, Bytes.of("body")), 10, soon());
            assertThat(server.requests().getFirst()).contains("Authorization", "own=1", "traceparent");
            assertThat(other.requests().getFirst())
                    .startsWith("POST /there")
                    .endsWith("body")
                    .contains("X-Kept: yes")
                    .doesNotContain("Authorization", "own=1", "traceparent");
        }
    }

    @Test
    void a_redirect_loop_is_a_fault_of_the_target_and_no_redirects_shows_the_first_answer() throws Exception {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 301 Moved\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
                Customer customer = customer()) {
            Reply.Broken broken = (Reply.Broken)
                    customer.visit(get(server.url("/")), 3, soon()).reply();
            assertThat(broken.fault()).isEqualTo(Fault.REDIRECT);
            assertThat(broken.detail()).startsWith("redirected more than 3 times");
            assertThat(answer(customer.visit(get(server.url("/")), 0, soon())).status())
                    .isEqualTo(301);
        }
    }

    @Test
    void gzip_is_decoded_and_counted() throws Exception {
        byte[] body = gzip("tell me ".repeat(100_000).getBytes(UTF_8));
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    talk.say(
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
                    for (byte octet : body) {
                        talk.say(new byte[] {octet});
                    }
                });
                Customer customer = customer()) {
            Answer answer = answer(visit(customer, get(server.url("/"))));
            assertThat(answer.bodyBytes()).isEqualTo(800_000);
            assertThat(answer.text()).startsWith("tell me tell").hasSize(800_000);
            assertThat(answer.cut()).isFalse();
        }
    }

    @Test
    void five_mebibytes_are_kept_and_the_rest_is_counted() throws Exception {
        byte[] body = gzip(new byte[20 << 20]);
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    talk.say(
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
                    talk.say(body);
                });
                Customer customer = customer()) {
            Answer answer = answer(visit(customer, get(server.url("/"))));
            assertThat(answer.body().size()).isEqualTo(5 << 20);
            assertThat(answer.bodyBytes()).isEqualTo(20 << 20);
            assertThat(answer.cut()).isTrue();
        }
    }

    @Test
    void nothing_listens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Customer customer = customer()) {
            Reply.Broken broken = (Reply.Broken)
                    visit(customer, get("http://127.0.0.1:" + port + "/")).reply();
            assertThat(broken.fault()).isEqualTo(Fault.CONNECT);
            assertThat(broken.detail())
                    .isEqualTo("connection refused by 127.0.0.1:" + port + ": nothing listens there");
        }
    }

    /** 2001:db8::/32 is for documentation (RFC 3849): where anything is routed there, nothing can be said. */
    @Test
    void nowhere_leads_there() throws Exception {
        try (Customer customer = customer()) {
            Reply.Broken broken =
                    (Reply.Broken) visit(customer, get("http://[2001:db8::1]/")).reply();
            assumeThat(broken.fault()).isEqualTo(Fault.CONNECT);
            assertThat(broken.detail()).isEqualTo("no route to [2001:db8::1]:80");
        }
    }

    @Test
    void a_server_that_does_not_speak_tls() throws Exception {
        try (RawServer server = RawServer.that(talk -> talk.say("SSH-2.0-OpenSSH_9.2\r\n"));
                Customer customer = customer()) {
            Reply.Broken broken = (Reply.Broken) visit(customer, get("https://127.0.0.1:" + server.port() + "/"))
                    .reply();
            assertThat(broken.fault()).isEqualTo(Fault.TLS);
            assertThat(broken.detail()).isEqualTo("the server does not speak TLS on this port");
        }
    }

    @Test
    void a_request_that_met_a_closing_connection_is_asked_again_when_that_is_safe() throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    talk.say(OK);
                    talk.request();
                });
                Customer customer = customer()) {
            visit(customer, get(server.url("/1")));
            assertThat(answer(visit(customer, get(server.url("/2")))).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
            Call post = new Call("POST", Url.parse(server.url("/3")), Headers.NONE, Bytes.NONE);
            assertThat(((Reply.Broken) visit(customer, post).reply()).fault()).isEqualTo(Fault.RESET);
        }
    }

    @Test
    void interim_answers_are_not_the_answer_and_head_has_no_body() throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    talk.say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
                    talk.request();
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    talk.request();
                    talk.say("HTTP/1.1 200 OK\r\n\r\nuntil the end");
                });
                Customer customer = customer()) {
            assertThat(answer(visit(customer, get(server.url("/")))).status()).isEqualTo(204);
            Call head = new Call("HEAD", Url.parse(server.url("/")), Headers.NONE, Bytes.NONE);
            assertThat(answer(visit(customer, head)).body().size()).isZero();
            assertThat(answer(visit(customer, get(server.url("/")))).text()).isEqualTo("until the end");
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    @Test
    void a_connection_that_can_be_used_no_more_is_given_up_for_the_next_one_though_the_server_keeps_it()
            throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    talk.say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
                    if (talk.request().isEmpty()) {
                        givenUp.countDown();
                    }
                });
                Customer customer = customer()) {
            answer(visit(customer, get(server.url("/one"))));
            answer(visit(customer, get(server.url("/two"))));
            assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static Customer customer() {
        return new Customer(DIALER.line(), InstantSource.system());
    }

    private static Call get(String url) {
        return new Call("GET", Url.parse(url), new Headers(List.of(Map.entry("Accept-Encoding", "gzip"))), Bytes.NONE);
    }

    private static Visit visit(Customer customer, Call call) throws InterruptedException {
        return customer.visit(call, 10, soon());
    }

    private static Answer answer(Visit visit) {
        assertThat(visit.reply()).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) visit.reply()).answer();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(5));
    }
}
