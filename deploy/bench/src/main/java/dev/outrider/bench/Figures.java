package dev.outrider.bench;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Repeated measurements of one thing, and how they are printed. */
final class Figures {
    private final double[] sorted;

    Figures(List<Double> values) {
        this.sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** Takes so many, after one that warms up and is not counted. */
    static Figures of(int rounds, DoubleSupplier measure) {
        return new Figures(DoubleStream.generate(measure)
                .limit(rounds + 1L)
                .skip(1)
                .boxed()
                .toList());
    }

    double median() {
        return quantile(0.5);
    }

    /** The smallest value that so large a part of all does not exceed. */
    double quantile(double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }

    double max() {
        return quantile(1);
    }

    /** Minimum, median and maximum. */
    void print(String what) {
        System.out.printf("%-52s %11.2f %11.2f %11.2f%n", what, quantile(0), median(), max());
    }

    static void heading(String what) {
        System.out.printf("%-52s %11s %11s %11s%n", what, "min", "median", "max");
    }

    /** Heap in use after a collection, in MiB. */
    static double heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0 / 1024.0;
    }
}
