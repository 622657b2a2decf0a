package dev.outrider.script;

import dev.outrider.journey.Journey;
import dev.outrider.source.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What became of a script. */
public sealed interface Compiled {
    /**
     * It can run.
     *
     * @param journeys one of a {@code journey:} file, one a step of a {@code checks:} file, none of a fragment or environment
     * @param environment the one that was asked for, else {@link Environment#NONE}
     * @param files all that it was made of: the script, its fragments and tables; the environment's file is another matter
     */
    record Ready(List<Journey> journeys, Environment environment, List<Problem> warnings, Set<String> files)
            implements Compiled {
        public Ready {
            journeys = List.copyOf(journeys);
            warnings = List.copyOf(warnings);
            files = Set.copyOf(files);
        }

        /** The journey of a {@code journey:} file. */
        public Journey journey() {
            return journeys.getFirst();
        }

        public Optional<Journey> journey(String id) {
            return journeys.stream().filter(journey -> journey.id().equals(id)).findFirst();
        }
    }

    /** It cannot; all problems, in the order of reading, at least one of them an error. */
    record Rejected(List<Problem> problems) implements Compiled {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** Warnings of what can run, all problems of what cannot. */
    default List<Problem> problems() {
        return switch (this) {
            case Ready ready -> ready.warnings();
            case Rejected rejected -> rejected.problems();
        };
    }
}
