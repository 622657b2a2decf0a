package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done in a browser, and what is said where it cannot be done. */
class ActsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path secrets;

    private static Street street;
    private static Ride ride;

    @BeforeAll
    static void open() {
        Machine.assumeBrowser();
        street = new Street(VERTX);
        pages();
        ride = new Ride(street.url(), RunSettings.DEFAULT, secrets)
                .with("fixtures/a.txt", "hello".getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void close() {
        if (ride != null) {
            ride.close();
            street.close();
        }
    }

    private static void pages() {
        street.page("/form", """
                <label>Email <input id=mail></label> <label>Email again <input></label>
                <label>Country <select><option value=at>Austria<option value=pt>Portugal</select></label>
                <label><input type=checkbox checked> Newsletter</label>
                <label><input type=checkbox id=terms> Terms</label>
                <div id=menu onmouseover="sub.hidden = false">Menu</div><a hidden id=sub href="#there">Below</a>
                <label>Document <input type=file onchange="named.textContent = this.files[0].name + ' ' + this.files[0].size"></label>
                <p id=named></p>
                <input placeholder="Search" onkeydown="if (event.key === 'Enter') found.textContent = 'found ' + value">
                <p id=found></p>
                <button id=send disabled>Send</button>
                <script>terms.onchange = () => { send.disabled = !terms.checked; };
                send.onclick = () => { document.body.innerHTML = '<h1>Sent</h1>'; };</script>""");
        street.page("/window", "<a href=/opened target=_blank>Terms</a><p>Opener</p>");
        street.page("/opened", "<h1>Our terms</h1><button onclick=\"document.title='read'\">Read</button>");
        street.page("/late", """
                <button onclick="document.body.innerHTML = '<h1>In</h1>'">Enter</button>
                <script>setTimeout(() => { const over = document.createElement('div');
                over.style = 'position:fixed;inset:0;background:white';
                over.innerHTML = '<button onclick="this.parentNode.remove()">Accept</button>';
                document.body.append(over); }, 100);</script>""");
        street.page("/hidden", """
                <button hidden>Old</button><button disabled>Closed</button>
                <div style="position:relative"><button>Covered</button>
                <div class=veil style="position:absolute;inset:0;background:red"></div></div>""");
        street.page(
                "/asks",
                "<p id=came>waiting</p><button onclick=\"fetch('/api/x?y=1').then(() => { came.textContent = 'came'; location.hash = 'done'; })\">Ask</button>");
        street.on("/api/x", request -> request.response().end("{}"));
        street.page("/busy", "<p>here</p><script>setTimeout(() => { while (true); }, 50);</script>");
        street.on("/broken", request -> request.response().setStatusCode(502).end("<title>Bad Gateway</title>"));
        street.on("/hang", request -> {});
        street.page("/errors", """
                <img src=/missing.png><script>console.error('password is ride-ahead'); throw new Error('oops');</script>""");
    }

    private static Outcome outcome(String steps) {
        return ride.run(steps, false).outcome();
    }

    @Test
    void a_form_is_filled_in_as_a_customer_fills_it_in() {
        RunResult run = ride.run("""
                steps:
                  - name: Form
                    browser:
                      - goto: /form
                      - fill: { "label=Email": a@shop.test, "placeholder=Search": boots }
                      - press: Enter
                      - select: { label=Country: Portugal }
                      - uncheck: label=Newsletter
                      - hover: text=Menu
                      - click: role=link[name="Below"]
                      - upload: { label=Document: { file: fixtures/a.txt } }
                      - see: text=a.txt 5
                      - capture: { found: page.text('#found') }
                      - check: label=Terms
                      - click: role=button[name="Send"]
                      - see: role=heading[name="Sent"]
                      - gone: placeholder=Search
                    expect:
                      - found == 'found boots'
                      - page.url.endsWith('#there')
                      - page.count('h1') == 1
                """);
        assertThat(run.outcome()).as("%s", run.steps()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_window_that_pops_up_is_gone_into_and_left_again() {
        assertThat(outcome("""
                        steps:
                          - name: Terms
                            browser:
                              - goto: /window
                              - popup: role=link[name="Terms"]
                                do:
                                  - click: role=button[name="Read"]
                                  - capture: { title: page.title }
                              - see: text=Opener
                            expect: title == 'read' && page.title == '/window'
                        """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_banner_that_may_come_late_is_clicked_away_when_it_comes_and_not_missed_when_not() {
        assertThat(outcome("""
                        steps:
                          - name: In
                            browser:
                              - goto: /late
                              - maybe: role=button[name="Accept"]
                              - wait: { response: /late }
                              - maybe: text=Nothing like it
                                do: [{ click: text=Nothing like it }]
                              - click: role=button[name="Enter"]
                              - see: role=heading[name="In"]
                        """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void an_answer_and_an_address_are_waited_for_although_they_came_at_once() {
        assertThat(outcome("""
                        steps:
                          - name: Ask
                            browser:
                              - goto: /asks
                              - click: role=button[name="Ask"]
                              - wait: { response: "/api/x?y", url: "#done" }
                            expect: page.text('#came') == 'came'
                        """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void what_is_hidden_disabled_or_covered_is_told_so() {
        assertThat(detail("click: text=Old")).startsWith("text=Old is there, but not visible within 500 ms; the page");
        assertThat(detail("click: text=Closed"))
                .startsWith(
                        "text=Closed is there, but could not be used to click within 500 ms: it is disabled; the page");
        assertThat(detail("click: text=Covered"))
                .startsWith(
                        "text=Covered is there, but could not be used to click within 500 ms: <div class=\"veil\"> covers it; the page");
        assertThat(detail("click: role=button"))
                .startsWith("there are 2 of role=button to click: 'Closed', 'Covered'; name it more closely; the page");
        assertThat(detail("see: role=button[name=\"Pay\"]"))
                .startsWith("there is no role=button[name=\"Pay\"] to see within 500 ms; the page '/hidden' is at")
                .endsWith("and has these buttons: 'Closed', 'Covered'");
        assertThat(detail("gone: text=Covered")).startsWith("text=Covered is still to be seen after 500 ms; the page");
    }

    private static String detail(String act) {
        Outcome outcome = outcome("""
                steps:
                  - name: Open
                    browser: [{ goto: /hidden }]
                  - name: Act
                    browser:
                      - %s
                    timeout: 500ms
                """.formatted(act));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        Outcome.Failed failed = (Outcome.Failed) outcome;
        assertThat(failed.fault()).isEqualTo(Outcome.Fault.EXPECTATION);
        return failed.detail();
    }

    @Test
    void a_target_or_a_key_that_cannot_be_read_is_the_authors_error() {
        assertThat(outcome("steps: [{ name: X, browser: [{ goto: /hidden }, { click: 'div[[' }] }]"))
                .isInstanceOfSatisfying(
                        Outcome.Errored.class,
                        error -> assertThat(error.detail()).startsWith("'div[[' cannot be read"));
        assertThat(outcome("steps: [{ name: X, browser: [{ goto: /hidden }, { press: Entr }] }]"))
                .isInstanceOfSatisfying(
                        Outcome.Errored.class,
                        error -> assertThat(error.detail()).startsWith("'Entr' cannot be read"));
    }

    @Test
    void a_page_that_its_own_script_keeps_busy_is_the_targets_fault_and_holds_nobody_up() {
        assertThat(outcome("""
                        steps:
                          - name: Busy
                            browser:
                              - goto: /busy
                              - click: text=not yet there
                            timeout: 1s
                        """))
                .isEqualTo(new Outcome.Failed(
                        Outcome.Fault.TIMEOUT,
                        "the page " + street.url() + "/busy does not answer within 1 s: its own scripts keep it busy"));
        assertThat(outcome("steps: [{ name: Next, browser: [{ goto: /form }], expect: page.title == '/form' }]"))
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_page_that_does_not_come_has_the_names_that_requests_have() throws IOException {
        assertThat(outcome("steps: [{ name: X, browser: [{ goto: /broken }] }]"))
                .isEqualTo(new Outcome.Failed(
                        Outcome.Fault.STATUS, "the page " + street.url() + "/broken came with status 502"));
        assertThat(outcome("steps: [{ name: X, timeout: 1s, browser: [{ goto: /hang }] }]"))
                .isEqualTo(new Outcome.Failed(Outcome.Fault.TIMEOUT, "no page from 127.0.0.1 within 1 s"));
        int closed = closedPort();
        assertThat(outcome("steps: [{ name: X, browser: [{ goto: 'http://127.0.0.1:%d/' }] }]".formatted(closed)))
                .isEqualTo(new Outcome.Failed(
                        Outcome.Fault.CONNECT,
                        "connection refused by 127.0.0.1:" + closed + ": nothing listens there"));
        assertThat(outcome("steps: [{ name: X, browser: [{ goto: 'http://nowhere.invalid/' }] }]"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Outcome.Fault.RESOLVE));
        assertThat(outcome(
                        "steps: [{ name: X, browser: [{ goto: 'https://127.0.0.1:%d/' }] }]".formatted(street.port())))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Outcome.Fault.TLS));
    }

    /** X11's: what a browser does not ask says nothing about the target. */
    @Test
    void a_port_that_no_browser_asks_is_our_trouble() {
        assertThat(outcome("steps: [{ name: X, browser: [{ goto: 'http://127.0.0.1:6000/' }] }]"))
                .isEqualTo(new Outcome.Errored(
                        Outcome.Trouble.POLICY,
                        "no browser asks port 6000 of 127.0.0.1: it is one that the Fetch standard calls unsafe, so no"
                                + " customer's would"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void errors_of_the_page_are_evidence_without_secrets() {
        RunResult run = ride.run("""
                steps:
                  - name: Errors
                    let: { use: secrets.password }
                    browser: [{ goto: /errors }]
                    expect: page.count('h1') == 1 && use != ''
                """);
        assertThat(run.evidence().views()).singleElement().satisfies(view -> {
            assertThat(view.console()).contains("password is [secret password]", "Error: oops");
            assertThat(view.failed()).contains("GET " + street.url() + "/missing.png 404");
            assertThat(view.picture()).isPresent();
        });
    }
}
