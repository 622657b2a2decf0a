package dev.outrider.agent.assignment;

import dev.outrider.journey.Journey;
import dev.outrider.script.Environment;

/** What an assignment asks to run, once its bundle is compiled here. */
public sealed interface Script {
    /** It can run. */
    record Ready(Journey journey, Environment environment) implements Script {}

    /** It cannot run here, and the reason why is a sentence. */
    record Unfit(String reason) implements Script {}
}
