package dev.outrider.coordinator.catalog;

/** A journey in an environment: what has a state, a history, an owner. */
public record Watch(String journey, String environment) implements Comparable<Watch> {
    @Override
    public int compareTo(Watch other) {
        int byJourney = journey.compareTo(other.journey);
        return byJourney != 0 ? byJourney : environment.compareTo(other.environment);
    }

    @Override
    public String toString() {
        return journey + "@" + environment;
    }
}
