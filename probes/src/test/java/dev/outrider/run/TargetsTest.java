package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Cidr;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.RawServer;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Targets;
import dev.outrider.run.http.Url;
import dev.outrider.run.net.NameServer;
import dev.outrider.run.net.Query;
import dev.outrider.run.net.Questions;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent must not be talked into asking, and how it was tried: each is refused before anything is connected. */
final class TargetsTest {
    private static final NameServer NAMES = new NameServer()
            .knows("private.example", "A", address("10.1.2.3"))
            .knows("home.example", "A", address("127.0.0.1"))
            .knows("metadata.example", "A", address("169.254.169.254"))
            .knows("six.example", "AAAA", address("fd12:3456::1"))
            .knows("mapped.example", "AAAA", mapped("127.0.0.1"))
            .knows("127.0.0.1.nip.example", "A", address("127.0.0.1"))
            .knows("both.example", "A", address("10.1.2.3"), address("127.0.0.1"));
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions()
            .setAddressResolverOptions(new AddressResolverOptions()
                    .setServers(List.of(NAMES.address()))
                    .setCacheMaxTimeToLive(0)
                    .setCacheNegativeTimeToLive(0)));
    private static final Dialer GUARDED = new Dialer(VERTX, Optional.empty()).towards(new Targets.Guarded(List.of()));

    @AfterAll
    static void stop() {
        NAMES.close();
    }

    @ParameterizedTest
    @MethodSource({"numbers", "sixes", "names"})
    void what_is_not_public_is_refused_and_named(String host, String address, String kind) throws Exception {
        try (Customer customer = new Customer(GUARDED.line(), InstantSource.system())) {
            Reply reply =
                    customer.visit(get("http://" + host + "/"), 10, soon()).reply();
            assertThat(reply).isInstanceOf(Reply.Untold.class);
            Reply.Untold refused = (Reply.Untold) reply;
            assertThat(refused.trouble()).isEqualTo(Trouble.POLICY);
            assertThat(refused.detail())
                    .contains(address + ", which is " + kind + " (")
                    .endsWith("unless it is started with --allow-targets " + address);
        }
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                refused("plain", "127.0.0.1", "127.0.0.1", "loopback"),
                refused("elsewhere in loopback", "127.9.8.7", "127.9.8.7", "loopback"),
                refused("decimal", "2130706433", "127.0.0.1", "loopback"),
                refused("decimal metadata", "2852039166", "169.254.169.254", "cloud metadata"),
                refused("octal", "0177.0.0.1", "127.0.0.1", "loopback"),
                refused("octal as one number", "017700000001", "127.0.0.1", "loopback"),
                refused("hexadecimal", "0x7f.0x0.0x0.0x1", "127.0.0.1", "loopback"),
                refused("hexadecimal as one number", "0x7f000001", "127.0.0.1", "loopback"),
                refused("mixed", "0xa9.254.0251.0376", "169.254.169.254", "cloud metadata"),
                refused("two parts", "127.1", "127.0.0.1", "loopback"),
                refused("two parts, metadata", "169.16689662", "169.254.169.254", "cloud metadata"),
                refused("three parts", "169.254.43518", "169.254.169.254", "cloud metadata"),
                refused("octal private", "012.0.0.1", "10.0.0.1", "private"),
                refused("a dot behind", "127.0.0.1.", "127.0.0.1", "loopback"),
                refused("full-width digits", "１２７.０.０.１", "127.0.0.1", "loopback"),
                refused("ideographic dots", "127。0。0。1", "127.0.0.1", "loopback"),
                refused("circled digits", "①②⑦.⓪.⓪.①", "127.0.0.1", "loopback"),
                refused("zero", "0.0.0.0", "0.0.0.0", "this network"),
                refused("a bare zero", "0", "0.0.0.0", "this network"),
                refused("private", "192.168.1.1", "192.168.1.1", "private"),
                refused("private too", "172.31.255.254", "172.31.255.254", "private"),
                refused("a carrier's", "100.64.0.1", "100.64.0.1", "shared by a carrier's customers"),
                refused("metadata of another cloud", "100.100.100.200", "100.100.100.200", "cloud metadata"),
                refused("metadata on a public address", "168.63.129.16", "168.63.129.16", "cloud metadata"),
                refused("link-local", "169.254.1.1", "169.254.1.1", "link-local"),
                refused("multicast", "224.0.0.1", "224.0.0.1", "multicast"),
                refused("broadcast", "255.255.255.255", "255.255.255.255", "reserved"),
                refused("benchmarks", "198.19.0.1", "198.19.0.1", "reserved for benchmarks"));
    }

    static Stream<Arguments> sixes() {
        return Stream.of(
                refused("loopback", "[::1]", "::1", "loopback"),
                refused("loopback at length", "[0:0:0:0:0:0:0:1]", "::1", "loopback"),
                refused("unspecified", "[::]", "::", "unspecified"),
                refused("mapped", "[::ffff:127.0.0.1]", "127.0.0.1", "loopback"),
                refused("mapped in hexadecimal", "[::ffff:a9fe:a9fe]", "169.254.169.254", "cloud metadata"),
                refused("compatible", "[::127.0.0.1]", "::7f00:1", "loopback"),
                refused("NAT64", "[64:ff9b::10.0.0.1]", "64:ff9b::a00:1", "private"),
                refused("NAT64, metadata", "[64:ff9b::a9fe:a9fe]", "64:ff9b::a9fe:a9fe", "cloud metadata"),
                refused("a NAT64 of its own", "[64:ff9b:1::1]", "64:ff9b:1::1", "a NAT64 of its own"),
                refused("6to4", "[2002:7f00:1::]", "2002:7f00:1::", "6to4"),
                refused("Teredo", "[2001:0:53aa:64c::1]", "2001:0:53aa:64c::1", "reserved for protocols"),
                refused("link-local", "[fe80::1]", "fe80::1", "link-local"),
                refused("unique local", "[fd00::1]", "fd00::1", "private (unique local)"),
                refused("metadata", "[fd00:ec2::254]", "fd00:ec2::254", "cloud metadata"),
                refused("multicast", "[ff02::1]", "ff02::1", "multicast"),
                refused("site-local", "[fec0::1]", "fec0::1", "site-local"),
                refused("unassigned", "[4000::1]", "4000::1", "reserved"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                refused("localhost", "localhost", "127.0.0.1", "loopback"),
                refused("localhost with a dot", "localhost.", "127.0.0.1", "loopback"),
                refused("a name for a private address", "private.example", "10.1.2.3", "private"),
                refused("a name for loopback", "home.example", "127.0.0.1", "loopback"),
                refused("a name for metadata", "metadata.example", "169.254.169.254", "cloud metadata"),
                refused("a name for a local IPv6 address", "six.example", "fd12:3456::1", "private (unique local)"),
                refused("a name for a mapped address", "mapped.example", "127.0.0.1", "loopback"),
                refused("a name with an address in it", "127.0.0.1.nip.example", "127.0.0.1", "loopback"),
                refused("a name with two such addresses", "both.example", "10.1.2.3", "private"));
    }

    private static Arguments.ArgumentSet refused(String name, String host, String address, String kind) {
        return argumentSet(name, host, address, kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1@example.com/",
                "http://%31%32%37.0.0.1/",
                "http://[fe80::1%25eth0]/",
                "http://127.0.0.1:80:90/",
                "gopher://127.0.0.1/",
                "file:///etc/passwd"
            })
    void what_only_looks_like_a_url_is_not_asked_at_all(String url) {
        assertThatThrownBy(() -> Url.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.128.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "169.253.1.1",
                "223.255.255.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808",
                "::ffff:8.8.8.8"
            })
    void what_is_public_is_permitted(String address) throws Exception {
        assertThat(GUARDED.resolve(address, soon())).isInstanceOf(Dialer.Resolved.Addresses.class);
    }

    @Test
    void of_several_addresses_those_that_are_public_are_asked() throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("10.1.2.3"), InetAddress.getByName("8.8.8.8"));
        assertThat(new Targets.Guarded(List.of()).judge("both", both))
                .isEqualTo(new Targets.Judged.Permitted(both.subList(1, 2)));
        assertThat(new Targets.Guarded(List.of(Cidr.of("10.0.0.0/8"))).judge("both", both))
                .isEqualTo(new Targets.Judged.Permitted(both));
    }

    @Test
    void an_operator_opens_a_range_also_for_the_addresses_that_stand_for_it() throws Exception {
        Targets opened = new Targets.Guarded(List.of(Cidr.of("10.0.0.0/8"), Cidr.of("fd12:3456::/32")));
        Dialer dialer = new Dialer(VERTX, Optional.empty()).towards(opened);
        for (String host : List.of("10.9.9.9", "private.example", "64:ff9b::a00:1", "six.example")) {
            assertThat(dialer.resolve(host, soon())).isInstanceOf(Dialer.Resolved.Addresses.class);
        }
        assertThatThrownBy(() -> dialer.resolve("home.example", soon())).isInstanceOf(Prevented.class);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void every_protocol_is_refused_alike(String kind, Map<String, List<String>> settings) {
        Questions questions = new Questions(GUARDED, InstantSource.system());
        assertThatThrownBy(() -> questions.ask(new Query(kind, settings, Map.of(), List.of(), Set.of("open")), soon()))
                .isInstanceOf(Prevented.class)
                .hasMessageContaining("10.1.2.3, which is private (10.0.0.0/8)");
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                argumentSet("tls", "tls", Map.of("address", List.of("private.example:443"))),
                argumentSet("tcp", "tcp", Map.of("address", List.of("10.1.2.3:22"))),
                argumentSet("grpc", "grpc", Map.of("address", List.of("private.example:50051"))),
                argumentSet("ws", "ws", Map.of("url", List.of("ws://private.example/live"))),
                argumentSet("icmp", "icmp", Map.of("host", List.of("private.example"))),
                argumentSet("dns", "dns", Map.of("name", List.of("a.example"), "server", List.of("10.1.2.3"))));
    }

    @Test
    void a_redirect_is_refused_where_it_leads() throws Exception {
        try (RawServer shop = RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://private.example/admin\r\nContent-Length: 0\r\n\r\n")) {
            Outcome outcome = ride("127.0.0.0/8", "  - { name: Away, GET: \"" + shop.url("/") + "\" }\n");
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                assertThat(error.trouble()).isEqualTo(Trouble.POLICY);
                assertThat(error.detail()).contains("private.example is 10.1.2.3, which is private");
            });
        }
    }

    @Test
    void a_url_that_an_answer_gave_is_refused_like_one_that_was_written() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 36\r\n\r\n{\"next\": \"http://metadata.example/\"}";
        try (RawServer shop = RawServer.answering(answer)) {
            Outcome outcome = ride("127.0.0.0/8", """
                      - { name: Ask, GET: "%s", capture: { next: json.next } }
                      - { name: Follow, GET: "${next}", retry: 2 }
                    """.formatted(shop.url("/")));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Errored.class,
                            error -> assertThat(error.detail())
                                    .contains("metadata.example is 169.254.169.254, which is cloud metadata"));
        }
    }

    @Test
    void a_name_that_changes_its_mind_is_judged_by_the_address_that_is_asked() throws Exception {
        List<String> asked = new ArrayList<>();
        try (NameServer names = new NameServer().knows("turncoat.example", "A", address("127.0.0.1"));
                RawServer shop = RawServer.that(talk -> {
                    asked.add(talk.request());
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    // The next lookup would find another address: it is refused, and this customer makes none.
                    names.knows("turncoat.example", "A", address("10.1.2.3"));
                })) {
            Vertx vertx = Vertx.vertx(new VertxOptions()
                    .setAddressResolverOptions(new AddressResolverOptions()
                            .setServers(List.of(names.address()))
                            .setCacheMaxTimeToLive(0)));
            Dialer dialer =
                    new Dialer(vertx, Optional.empty()).towards(new Targets.Guarded(List.of(Cidr.of("127.0.0.0/8"))));
            String url = "http://turncoat.example:" + shop.port() + "/";
            try (Customer first = new Customer(dialer.line(), InstantSource.system());
                    Customer second = new Customer(dialer.line(), InstantSource.system())) {
                assertThat(first.visit(get(url), 0, soon()).reply()).isInstanceOf(Reply.Answered.class);
                assertThat(first.visit(get(url), 0, soon()).reply()).isInstanceOf(Reply.Answered.class);
                assertThat(second.visit(get(url), 0, soon()).reply()).isInstanceOf(Reply.Untold.class);
            }
            assertThat(asked).hasSize(2);
            vertx.close().await();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.1/8",
                "shop.example.com",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "::ffff:10.0.0.0/104",
                ""
            })
    void a_range_that_is_none_is_a_clear_error(String text) {
        assertThatThrownBy(() -> Cidr.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' ");
    }

    @Test
    void the_warm_up_needs_no_opening() {
        try (Runner runner = runner("10.0.0.0/8")) {
            assertThat(WarmUp.run(runner, VERTX)).isEqualTo(new Outcome.Passed());
        }
    }

    private static Runner runner(String opened) {
        RunSettings settings = RunSettings.DEFAULT
                .withStarved(Duration.ofMinutes(1))
                .withTargets(new Targets.Guarded(List.of(Cidr.of(opened))));
        return new Runner(VERTX, settings, InstantSource.system(), new Random(1));
    }

    private static Outcome ride(String opened, String steps) {
        String script = "journey: away\nowner: team-shop\nschedule: every 1m\nsteps:\n" + steps;
        Compiled compiled = Compiler.compile(
                new Sources(Map.of("away.journey.yaml", script)), "away.journey.yaml", Optional.empty());
        Compiled.Ready ready = (Compiled.Ready) compiled;
        try (Runner runner = runner(opened)) {
            return runner.run(ready.journey(), ready.environment(), Ride.request())
                    .outcome();
        }
    }

    private static Call get(String url) {
        return new Call("GET", Url.parse(url), Headers.NONE, Bytes.NONE);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static byte[] mapped(String literal) {
        byte[] bytes = new byte[16];
        bytes[10] = bytes[11] = (byte) 0xff;
        System.arraycopy(address(literal), 0, bytes, 12, 4);
        return bytes;
    }
}
