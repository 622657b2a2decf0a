package dev.outrider.bench;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Ways of writing a script that no honest author has; each makes bytes of a good script and a seeded random. */
enum Hostile {
    TORN("torn: bytes left out, doubled, swapped, made up"),
    CUT("cut off somewhere"),
    NESTED("nested deeply, in flow or in blocks"),
    ALIASES("anchors and aliases that multiply"),
    HUGE("a scalar, a key or a list beyond all measure"),
    PATTERN("patterns that explode"),
    EXPRESSION("expressions that explode or go deep"),
    ENCODING("another encoding, NUL, BOM, CRLF, tabs"),
    KEYS("every key doubled, unknown or of a wrong type");

    private final String words;

    Hostile(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    byte[] of(String script, Random random) {
        return switch (this) {
            case TORN -> torn(script, random);
            case CUT -> bytes(script.substring(0, random.nextInt(script.length())));
            case NESTED -> nested(script, random);
            case ALIASES -> aliases(script, random);
            case HUGE -> huge(script, random);
            case PATTERN -> expecting("text.matches('" + pattern(random) + "')");
            case EXPRESSION -> expecting(expression(random));
            case ENCODING -> encoding(script, random);
            case KEYS -> keys(script, random);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] torn(String script, Random random) {
        StringBuilder text = new StringBuilder(script);
        for (int wound = random.nextInt(1, 12); wound > 0; wound--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 30));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, (char) random.nextInt(0x20, 0x2100));
            }
        }
        return bytes(text.toString());
    }

    private static byte[] nested(String script, Random random) {
        int depth = random.nextInt(20, 20_000);
        return bytes(
                switch (random.nextInt(3)) {
                    case 0 -> script + "\nextra: " + "[".repeat(depth);
                    case 1 -> "journey: deep\nsteps: " + "{a: ".repeat(depth) + "1" + "}".repeat(depth);
                    default -> "journey: deep\nsteps:\n" + "- ".repeat(depth) + "x\n";
                });
    }

    private static byte[] aliases(String script, Random random) {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < random.nextInt(2, 12); level++) {
            String before = "*a" + (level - 1);
            text.append("a%d: &a%d [%s]\n".formatted(level, level, (before + ", ").repeat(9)));
        }
        return bytes(random.nextBoolean() ? text + script : script + text);
    }

    private static byte[] huge(String script, Random random) {
        int size = random.nextInt(1_000, 400_000);
        return bytes(
                switch (random.nextInt(4)) {
                    case 0 -> script.replaceFirst("title:.*", "title: " + "x".repeat(size));
                    case 1 -> script + "\n" + "k".repeat(size) + ": 1\n";
                    case 2 -> script.replaceFirst("tags:.*|title:.*", "tags: [" + "a, ".repeat(size / 3) + "a]");
                    default -> script + "\n# " + "c".repeat(size);
                });
    }

    private static String pattern(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "(a+)+$".repeat(random.nextInt(1, 40));
            case 1 -> "((a{1,%1$d}){1,%1$d}){1,%1$d}".formatted(random.nextInt(2, 1000));
            case 2 -> "(" + "a|".repeat(random.nextInt(1, 3000)) + "b)*c";
            default -> "(".repeat(random.nextInt(1, 900)) + "a";
        };
    }

    private static String expression(Random random) {
        int n = random.nextInt(2, 1500);
        return switch (random.nextInt(6)) {
            case 0 -> "(".repeat(n) + "1 == 1" + ")".repeat(n);
            case 1 -> "text" + ".replace('a', 'aa')".repeat(n) + " == ''";
            case 2 -> "status == 200" + " && status == 200".repeat(n);
            case 3 -> "[1,2,3].all(a, ".repeat(n % 60) + "true" + ")".repeat(n % 60);
            case 4 -> "!".repeat(n) + "true";
            default -> "json" + ".a".repeat(n) + " == 1";
        };
    }

    private static byte[] expecting(String expression) {
        return bytes("journey: bomb\nschedule: every 1m\nsteps:\n  - GET: http://127.0.0.1/\n    expect: " + expression
                + "\n");
    }

    private static byte[] encoding(String script, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> script.getBytes(StandardCharsets.UTF_16LE);
            case 1 -> script.getBytes(StandardCharsets.UTF_16);
            case 2 -> script.replace("a", "ä").getBytes(Charset.forName("windows-1252"));
            case 3 -> bytes(script.replaceFirst("\n", "\0\n"));
            case 4 -> bytes("\uFEFF" + script.replace("\n", "\r\n") + "\uFEFF");
            case 5 -> bytes(script.replace("  ", "\t"));
            default -> bytes(script.replace("\n", random.nextBoolean() ? "\r" : "\u2028"));
        };
    }

    private static byte[] keys(String script, Random random) {
        String[] lines = script.split("\n", -1);
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(
                    switch (random.nextInt(12)) {
                        case 0 -> line + "\n" + line;
                        case 1 -> line.replaceFirst("(\\w+):", "$1x:");
                        case 2 -> line.replaceFirst(":.*", ": {a: [1, 2]}");
                        case 3 -> line.replaceFirst(":.*", ": !!binary x");
                        default -> line;
                    });
            text.append('\n');
        }
        return bytes(text.toString());
    }
}
