package dev.outrider.script;

import java.util.Set;

/** What the language has a use for. */
public final class Reserved {
    /** Names of the language that no capture and no value may take. */
    public static final Set<String> TAKEN = Set.of(
            "status",
            "headers",
            "text",
            "body",
            "json",
            "html",
            "xml",
            "url",
            "location",
            "redirects",
            "cookies",
            "timing",
            "tls",
            "dns",
            "icmp",
            "tcp",
            "grpc",
            "ws",
            "page",
            "vitals",
            "outputs",
            "request",
            "inputs",
            "env",
            "secrets",
            "data",
            "now",
            "region",
            "runId",
            "true",
            "false",
            "null",
            "in");

    private Reserved() {}
}
