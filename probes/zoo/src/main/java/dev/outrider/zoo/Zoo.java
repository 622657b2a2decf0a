package dev.outrider.zoo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All specimens, each in its cage, and the resolver that those need who misbehave by their name. */
public final class Zoo implements AutoCloseable {
    private final List<Cage> cages = new ArrayList<>();
    private final NameServer names;

    private Zoo(NameServer names) {
        this.names = names;
    }

    /** Opens all on ports that the system chooses. */
    public static Zoo open() throws IOException {
        return open(0);
    }

    /** Opens all on ports of their own: each of {@link #specimens()} on the next one after this, the resolver on this one. */
    static Zoo open(int first) throws IOException {
        Zoo zoo = new Zoo(NameServer.start(first));
        try {
            List<Specimen> specimens = specimens();
            for (int i = 0; i < specimens.size(); i++) {
                zoo.cages.add(Cage.of(specimens.get(i), first == 0 ? 0 : first + 1 + i));
            }
            return zoo;
        } catch (IOException taken) {
            zoo.close();
            throw taken;
        }
    }

    /** In the order of what a request meets: the name, the port, TLS, the head, the body, where it leads; at last what a whole answer says. */
    public static List<Specimen> specimens() {
        return Stream.of(
                        Reaching.all(),
                        Handshakes.all(),
                        Heads.all(),
                        Bodies.all(),
                        Encodings.all(),
                        Redirects.all(),
                        Streams.all(),
                        Letters.all(),
                        Defences.all())
                .flatMap(List::stream)
                .toList();
    }

    /** All of them. */
    public List<Cage> cages() {
        return List.copyOf(cages);
    }

    /** The one of this name. */
    public Cage cage(String name) {
        return cages.stream()
                .filter(cage -> cage.specimen().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no specimen " + name));
    }

    /** Who must be asked for names below {@code zoo.test}. */
    public NameServer names() {
        return names;
    }

    @Override
    public void close() throws IOException {
        names.close();
        for (Cage cage : cages) {
            cage.close();
        }
    }
}
