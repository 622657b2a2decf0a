package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.outrider.expr.Function.global;
import static dev.outrider.expr.Function.instead;
import static dev.outrider.expr.Function.member;

import com.google.common.collect.ImmutableList;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Functions on lists. CEL's own copy without a limit; these say first how much. */
final class ListFunctions {
    private static final String SORT_PAIRS = "@sortPairs";
    private static final ListType LIST = ListType.create(DYN);
    private static final ListType ITEMS = ListType.create(TypeParamType.create("T"));
    private static final Comparator<Object> ORDER = ListFunctions::compare;

    static final List<Function> ALL = List.of(
            instead("_+_", "add_list", List.of(LIST, LIST), a -> plus((List<?>) a[0], (List<?>) a[1])),
            ofList("slice", List.of(INT, INT), ListFunctions::slice, "the items from an index up to another"),
            ofList("reverse", List.of(), a -> new JsonList(copy(a[0]).reversed()), "the last item first"),
            ofList("distinct", List.of(), a -> new JsonList(distinct(copy(a[0]))), "every item once"),
            ofList("sort", List.of(), a -> new JsonList(sorted(copy(a[0]), ORDER)), "the smallest item first"),
            global(SORT_PAIRS, ListType.create(DYN), List.of(LIST), a -> byKey(copy(a[0])), ""));

    /** {@code list.sortBy(item, key)}: CEL's own forgets the type of the items. */
    static final CelMacro SORT_BY = CelMacro.newReceiverMacro("sortBy", 2, ListFunctions::sortBy);

    private ListFunctions() {}

    private static Function ofList(String name, List<CelType> more, CelFunctionOverload body, String doc) {
        List<CelType> parameters = new ArrayList<>(List.of(ITEMS));
        parameters.addAll(more);
        return member(name, ITEMS, parameters, body, doc);
    }

    /** Makes pairs of key and item in a loop, and puts them in order. */
    private static Optional<CelExpr> sortBy(CelMacroExprFactory make, CelExpr list, ImmutableList<CelExpr> arguments) {
        CelExpr item = arguments.get(0);
        if (item.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.empty();
        }
        String all = make.getAccumulatorVarName();
        CelExpr pair = make.newList(make.newList(arguments.get(1), item));
        CelExpr step = make.newGlobalCall(Operator.ADD.getFunction(), make.newIdentifier(all), pair);
        return Optional.of(make.newGlobalCall(
                SORT_PAIRS,
                make.fold(
                        item.ident().name(),
                        list,
                        all,
                        make.newList(),
                        make.newBoolLiteral(true),
                        step,
                        make.newIdentifier(all))));
    }

    private static JsonList plus(List<?> one, List<?> other) {
        return one instanceof JsonList list ? list.plus(other) : new JsonList(List.copyOf(one)).plus(other);
    }

    private static List<Object> distinct(List<Object> items) {
        return new ArrayList<>(new LinkedHashSet<>(items));
    }

    private static List<Object> copy(Object list) {
        Work.makes(((Collection<?>) list).size());
        return new ArrayList<>((Collection<?>) list);
    }

    private static JsonList slice(Object[] arguments) {
        List<Object> all = copy(arguments[0]);
        long from = (Long) arguments[1];
        long to = (Long) arguments[2];
        if (from < 0 || from > to || to > all.size()) {
            throw new Unfit("there are no items %d to %d in a list of %d".formatted(from, to, all.size()));
        }
        return new JsonList(all.subList((int) from, (int) to));
    }

    private static List<Object> sorted(List<Object> items, Comparator<Object> order) {
        // A comparison is more than a look, and there are some twenty an item.
        Work.reads(20L * items.size());
        items.sort(order);
        return items;
    }

    private static JsonList byKey(List<Object> pairs) {
        List<Object> sorted = sorted(pairs, Comparator.comparing((Object pair) -> ((List<?>) pair).get(0), ORDER));
        sorted.replaceAll(pair -> ((List<?>) pair).get(1));
        return new JsonList(sorted);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return a instanceof Long whole && b instanceof Long next
                    ? Long.compare(whole, next)
                    : Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (!(one instanceof Comparable<?> comparable) || one.getClass() != other.getClass()) {
            throw new Unfit("the items cannot be put in order: " + Shown.value(one) + " and " + Shown.value(other));
        }
        return ((Comparable<Object>) comparable).compareTo(other);
    }
}
