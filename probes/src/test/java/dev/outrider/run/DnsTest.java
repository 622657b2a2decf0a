package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.RunResult;
import dev.outrider.run.net.Peer;
import io.vertx.core.Vertx;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to real name servers: unbound, and dnsmasq. */
final class DnsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @TempDir
    static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop(VERTX);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void unbound_answers_every_kind_of_record() throws Exception {
        int port = Peer.port();
        try (Peer _ = unbound(port)) {
            assertThat(run("""
                    steps:
                      - dns: { name: shop.test, server: "127.0.0.1:%1$d" }
                        poll: { until: dns.code == 'NOERROR', every: 20ms, for: 20s }
                        expect: dns.records == ['10.1.2.3'] && dns.ttl == 60 && dns.server == '127.0.0.1' && dns.transport == 'udp'
                      - dns: { name: shop.test, transport: tcp, server: "localhost:%1$d" }
                        expect: dns.records == ['10.1.2.3'] && dns.transport == 'tcp'
                      - dns: { name: SHOP.test., type: AAAA, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['2001:db8:0:0:0:0:0:1']
                      - dns: { name: shop.test, type: MX, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['10 mail.shop.test']
                      - dns: { name: shop.test, type: TXT, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['v=spf1 -all']
                      - dns: { name: www.shop.test, type: CNAME, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['shop.test']
                      - dns: { name: _sip._tcp.shop.test, type: SRV, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['1 2 5060 sip.shop.test']
                      - dns: { name: shop.test, type: SOA, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['ns.shop.test ops.shop.test 1 2 3 4 5']
                      - dns: { name: shop.test, type: NS, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['ns.shop.test']
                      - dns: { name: shop.test, type: CAA, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['0 issue "ca.test"']
                      - dns: { name: 10.1.2.3, type: PTR, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['shop.test']
                      - dns: { name: "2001:db8::1", type: PTR, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['shop.test']
                      - dns: { name: large.shop.test, type: TXT, server: "127.0.0.1:%1$d" }
                        expect: dns.records.size() == 12 && dns.transport == 'tcp'
                    """.formatted(port)).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void unbound_refuses_fails_and_knows_nothing_each_by_its_name() throws Exception {
        int port = Peer.port();
        int other = Peer.port();
        try (Peer _ = dnsmasq(other);
                Peer _ = unbound(port, other)) {
            assertThat(run("""
                    steps:
                      - dns: { name: www.shop.test, server: "127.0.0.1:%2$d" }
                        poll: { until: dns.code == 'NOERROR', every: 20ms, for: 20s }
                      - dns: { name: gone.shop.test, server: "127.0.0.1:%1$d" }
                        poll: { until: dns.code == 'NXDOMAIN', every: 20ms, for: 20s }
                        expect: dns.records.size() == 0 && dns.ttl == 0
                      - dns: { name: forbidden.test, server: "127.0.0.1:%1$d" }
                        expect: dns.code == 'REFUSED'
                      - dns: { name: lame.test, server: "127.0.0.1:%1$d" }
                        expect: dns.code == 'SERVFAIL'
                    """.formatted(port, other)).outcome()).isEqualTo(new Outcome.Passed());
            assertThat(asking("forbidden.test", port))
                    .isEqualTo(new Outcome.Failed(Fault.RESOLVE, "127.0.0.1 answers REFUSED about forbidden.test"));
            assertThat(asking("lame.test", port))
                    .isEqualTo(new Outcome.Failed(Fault.RESOLVE, "127.0.0.1 answers SERVFAIL about lame.test"));
        }
    }

    @Test
    void dnsmasq_answers_too() throws Exception {
        int port = Peer.port();
        try (Peer _ = dnsmasq(port)) {
            assertThat(run("""
                    steps:
                      - dns: { name: www.shop.test, server: "127.0.0.1:%1$d" }
                        poll: { until: dns.code == 'NOERROR', every: 20ms, for: 20s }
                        expect: dns.records == ['10.9.8.7']
                      - dns: { name: shop.test, type: MX, server: "127.0.0.1:%1$d" }
                        expect: dns.records == ['20 mail.shop.test']
                    """.formatted(port)).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void who_does_not_answer_is_told_from_who_is_not_there() throws Exception {
        int nobody = Peer.port();
        assertThat(asking("shop.test", nobody))
                .isEqualTo(new Outcome.Failed(
                        Fault.CONNECT, "connection refused by 127.0.0.1:" + nobody + ": nothing listens there"));
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(run("""
                    steps:
                      - dns: { name: shop.test, server: "127.0.0.1:%d" }
                        timeout: 300ms
                    """.formatted(silent.getLocalPort())).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TIMEOUT, "no answer from 127.0.0.1:" + silent.getLocalPort() + " within 300 ms"));
        }
    }

    @Test
    void a_name_that_is_none_is_ours() {
        assertThat(asking("a..b", 53))
                .isEqualTo(
                        new Outcome.Errored(Outcome.Trouble.EXPRESSION, "'a..b' is not a name that can be asked for"));
    }

    private static Outcome asking(String name, int port) {
        return run("steps: [{ dns: { name: %s, server: \"127.0.0.1:%d\" } }]".formatted(name, port))
                .outcome();
    }

    private static RunResult run(String steps) {
        return new Ride(VERTX, shop).run(steps);
    }

    /** It refuses what it does not know. */
    private static Peer dnsmasq(int port) throws Exception {
        return Peer.start(
                folder.resolve("dnsmasq.log"),
                Peer.program("dnsmasq", "dnsmasq-base").toString(),
                "--no-daemon",
                "--port=" + port,
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--no-resolv",
                "--no-hosts",
                "--pid-file",
                "--conf-file=/dev/null",
                "--address=/shop.test/10.9.8.7",
                "--mx-host=shop.test,mail.shop.test,20");
    }

    private static Peer unbound(int port) throws Exception {
        return unbound(port, port);
    }

    /** @param other who is asked about lame.test */
    private static Peer unbound(int port, int other) throws Exception {
        String program = Peer.program("unbound", "unbound").toString();
        StringBuilder large = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            large.append("  local-data: 'large.shop.test. 60 TXT \"")
                    .append("%02d".formatted(i).repeat(100))
                    .append("\"'\n");
        }
        Path config = folder.resolve("unbound-" + port + ".conf");
        Files.writeString(config, """
                server:
                  interface: 127.0.0.1@%1$d
                  do-daemonize: no
                  use-syslog: no
                  username: ""
                  chroot: ""
                  pidfile: ""
                  directory: "%2$s"
                  do-not-query-localhost: no
                  module-config: "iterator"
                  local-zone: shop.test. static
                  local-data: 'shop.test. 60 SOA ns.shop.test. ops.shop.test. 1 2 3 4 5'
                  local-data: 'shop.test. 60 NS ns.shop.test.'
                  local-data: 'shop.test. 60 A 10.1.2.3'
                  local-data: 'shop.test. 60 AAAA 2001:db8::1'
                  local-data: 'shop.test. 60 MX 10 mail.shop.test.'
                  local-data: 'shop.test. 60 TXT "v=spf1 -all"'
                  local-data: 'shop.test. 60 CAA 0 issue "ca.test"'
                  local-data: 'www.shop.test. 60 CNAME shop.test.'
                  local-data: '_sip._tcp.shop.test. 60 SRV 1 2 5060 sip.shop.test.'
                %3$s  local-data-ptr: "10.1.2.3 shop.test"
                  local-data-ptr: "2001:db8::1 shop.test"
                  local-zone: forbidden.test. refuse
                  local-zone: lame.test. transparent
                forward-zone:
                  name: lame.test.
                  forward-addr: 127.0.0.1@%4$d
                remote-control:
                  control-enable: no
                """.formatted(port, folder, large, other));
        return Peer.start(folder.resolve("unbound.log"), program, "-d", "-c", config.toString());
    }
}
