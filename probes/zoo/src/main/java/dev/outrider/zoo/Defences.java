package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Bot defences that ask whether one is human, by pages as their vendors document them or their modules write them. */
final class Defences {
    private Defences() {}

    static List<Specimen> all() {
        return List.of(
                asking("cloudflare", "Cloudflare's, with 403"),
                asking("aws-challenge", "AWS WAF's, with 202 and a silent script"),
                asking("aws-captcha", "AWS WAF's, with 405 and a puzzle"),
                asking("vercel", "Vercel's, with 429"),
                asking("datadome", "DataDome's, with 403"),
                asking("datadome-json", "DataDome's, with 403 and JSON"),
                asking("human", "HUMAN's (PerimeterX), with 403"),
                asking("human-json", "HUMAN's (PerimeterX), with 403 and JSON"),
                asking("imperva-script", "Imperva's, with 200 and nothing but a script"),
                asking("imperva-incident", "Imperva's, with an incident's number"),
                asking("akamai", "Akamai's, with 428"),
                asking("akamai-json", "Akamai's, with 428 and JSON"),
                asking("kasada", "Kasada's, with 429"));
    }

    private static Specimen asking(String page, String whose) {
        return new Specimen(
                "defence-" + page,
                "asks whether one is human: " + whose,
                new Habitat.Tcp("http"),
                Behaviour.says(answer(page)));
    }

    /** A page of {@code challenges/} as it goes on the wire, a byte a character. */
    private static String answer(String page) {
        String[] parts = read("challenges/" + page + ".http").split("\n\n", 2);
        String body = new String(parts[1].getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return parts[0].replace("\n", "\r\n") + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    private static String read(String name) {
        try (InputStream file = Objects.requireNonNull(Defences.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("could not read the zoo's page " + name, unreadable);
        }
    }
}
