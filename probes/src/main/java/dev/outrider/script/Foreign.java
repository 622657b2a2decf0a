package dev.outrider.script;

import java.util.Map;

/** What authors write who come from other tools, and what it is called here. */
final class Foreign {
    private static final String EXPECT = "assertions are called 'expect' here";
    private static final String CAPTURE = "values are taken with 'capture' here";
    private static final String POLL = "waiting is 'poll: { until, every, for }' here";
    private static final String VERB = "write the verb as the key: GET: /path";

    static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("assert", EXPECT),
            Map.entry("asserts", EXPECT),
            Map.entry("assertions", EXPECT),
            Map.entry("check", EXPECT),
            Map.entry("test", EXPECT),
            Map.entry("tests", EXPECT),
            Map.entry("validate", EXPECT),
            Map.entry("conditions", EXPECT),
            Map.entry("extract", CAPTURE),
            Map.entry("captures", CAPTURE),
            Map.entry("store", CAPTURE),
            Map.entry("save", CAPTURE),
            Map.entry("vars", "values are set with 'let' here, shared ones in an environment"),
            Map.entry("variables", "values are set with 'let' here, shared ones in an environment"),
            Map.entry("retries", "extra attempts are 'retry' here"),
            Map.entry("attempts", "extra attempts are 'retry' here"),
            Map.entry("wait", POLL),
            Map.entry("sleep", POLL),
            Map.entry("delay", POLL),
            Map.entry("until", POLL),
            Map.entry("url", VERB),
            Map.entry("method", VERB),
            Map.entry("request", VERB),
            Map.entry("http", VERB),
            Map.entry("interval", "write schedule: every 1m"),
            Map.entry("frequency", "write schedule: every 1m"),
            Map.entry("every", "write schedule: every 1m"),
            Map.entry("cron", "there is no cron; write schedule: every 1m"),
            Map.entry("teardown", "clean-up is 'finally' here"),
            Map.entry("cleanup", "clean-up is 'finally' here"),
            Map.entry("after", "clean-up is 'finally' here"),
            Map.entry("afterEach", "clean-up is 'finally' here"),
            Map.entry("setup", "there is no set-up: write it as the first step"),
            Map.entry("before", "there is no set-up: write it as the first step"),
            Map.entry("params", "URL parameters are 'query' here"),
            Map.entry("parameters", "URL parameters are 'query' here"),
            Map.entry("data", "a body is 'json', 'form' or 'body' here"),
            Map.entry("payload", "a body is 'json', 'form' or 'body' here"),
            Map.entry("content", "a body is 'json', 'form' or 'body' here"),
            Map.entry("cookies", "cookies are kept as a browser would; set one as a 'Cookie' header"),
            Map.entry("auth", "write it as a header: Authorization: ${basicAuth(user, password)}"),
            Map.entry("threshold", "a time limit is 'slow' (degraded) or 'timeout' (fail) here"),
            Map.entry("maxDuration", "a time limit is 'slow' (degraded) or 'timeout' (fail) here"),
            Map.entry("follow_redirects", "write redirects: 10, or 0 to look at the redirect itself"),
            Map.entry("followRedirects", "write redirects: 10, or 0 to look at the redirect itself"),
            Map.entry("locations", "they are called 'regions' here"),
            Map.entry("team", "it is called 'owner' here"),
            Map.entry("description", "it is called 'title' here"),
            Map.entry("loop", "write forEach: row in data.table"),
            Map.entry("skip", "write 'if' with the condition for running"),
            Map.entry("when", "write 'if' with the condition for running"),
            Map.entry("include", "shared steps are 'uses: fragments/name.yaml' here"));

    private Foreign() {}
}
