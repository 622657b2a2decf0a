package dev.outrider.coordinator.verdict;

/** A state of a region or of the world. */
public sealed interface State permits RegionState, GlobalState {
    /** As it stands in tables, on the wire and on the page. */
    String word();
}
