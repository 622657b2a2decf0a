package dev.outrider.agent;

/** The agent cannot start; the message is a sentence that says what to do. */
final class AgentException extends RuntimeException {
    AgentException(String sentence) {
        super(sentence);
    }
}
