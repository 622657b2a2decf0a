package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.runtime.CelFunctionOverload;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Numbers, time and chance. JSON writes a round price as an integer, so integers and fractions mix in arithmetic. */
final class NumberFunctions {
    static final List<Function> ALL = Stream.of(
                    mixed("_+_", a -> real(a, 0) + real(a, 1)),
                    mixed("_-_", a -> real(a, 0) - real(a, 1)),
                    mixed("_*_", a -> real(a, 0) * real(a, 1)),
                    mixed("_/_", a -> real(a, 0) / real(a, 1)),
                    Stream.of(
                            Function.global(
                                    "sum",
                                    DYN,
                                    List.of(ListType.create(DYN)),
                                    a -> sum((List<?>) a[0]),
                                    "the numbers of a list, added"),
                            Function.global(
                                    "near",
                                    BOOL,
                                    List.of(DYN, DYN, DYN),
                                    NumberFunctions::near,
                                    "whether two numbers differ by no more than a third"),
                            Function.global(
                                    "epoch",
                                    INT,
                                    List.of(TIMESTAMP),
                                    a -> ((Instant) a[0]).getEpochSecond(),
                                    "seconds since 1970"),
                            Function.global("uuid", STRING, List.of(), a -> uuid(Chance.of()), "a random UUID"),
                            Function.global(
                                    "random.int",
                                    INT,
                                    List.of(INT),
                                    a -> Chance.of().nextLong(Math.max(1, (Long) a[0])),
                                    "a random number below this one"),
                            Function.global(
                                    "random.item",
                                    DYN,
                                    List.of(ListType.create(DYN)),
                                    a -> item((List<?>) a[0]),
                                    "one item of a list, by chance")))
            .flatMap(functions -> functions)
            .toList();

    private NumberFunctions() {}

    private static Stream<Function> mixed(String operator, CelFunctionOverload operation) {
        return Stream.of(mixed(operator, INT, DOUBLE, operation), mixed(operator, DOUBLE, INT, operation));
    }

    private static Function mixed(String operator, CelType left, CelType right, CelFunctionOverload operation) {
        return Function.global(operator, DOUBLE, List.of(left, right), operation, "");
    }

    private static double real(Object[] numbers, int index) {
        return ((Number) numbers[index]).doubleValue();
    }

    private static Object sum(List<?> numbers) {
        Work.reads(numbers.size());
        long whole = 0;
        double broken = 0;
        boolean isWhole = true;
        for (Object item : numbers) {
            Number number = number(item);
            isWhole = isWhole && number instanceof Long;
            whole = isWhole ? Math.addExact(whole, number.longValue()) : whole;
            broken += number.doubleValue();
        }
        return isWhole ? (Object) whole : (Object) broken;
    }

    private static boolean near(Object[] arguments) {
        double distance = Math.abs(
                number(arguments[0]).doubleValue() - number(arguments[1]).doubleValue());
        // A cent is not exact in binary: 0.3 - 0.2 must still be near 0.1.
        return distance <= number(arguments[2]).doubleValue() + 1e-9;
    }

    private static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new Unfit(Shown.value(value) + " is not a number");
    }

    private static String uuid(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new java.util.UUID(high, low).toString();
    }

    private static Object item(List<?> items) {
        if (items.isEmpty()) {
            throw new Unfit("the list is empty, there is nothing to choose");
        }
        return items.get(Chance.of().nextInt(items.size()));
    }

    /** Where chance comes from. */
    private static final class Chance {
        private static final RandomGenerator SECURE = new java.security.SecureRandom();

        static RandomGenerator of() {
            return (RandomGenerator) Work.name(Names.RANDOM, () -> SECURE);
        }
    }
}
