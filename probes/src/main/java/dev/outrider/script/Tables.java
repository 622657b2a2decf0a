package dev.outrider.script;

import dev.outrider.expr.Type;
import dev.outrider.source.Passage;
import dev.outrider.source.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a script, by name: rows that {@code forEach} goes through, and that expressions read as {@code data.name}.
 *
 * @param rows each a value by column; none where the table got an error
 */
record Tables(Map<String, List<Map<String, Object>>> rows) {
    static final int ROWS = 100;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    static Tables read(Fields fields, Library library, Problems problems) {
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        for (Node.Entry entry : fields.members("data")) {
            if (!entry.key().text().matches(NAME)) {
                problems.error(entry.key().place(), "a name is made of letters, digits and '_'");
            } else {
                tables.put(entry.key().text(), table(entry, library, problems));
            }
        }
        return new Tables(tables);
    }

    private static List<Map<String, Object>> table(Node.Entry entry, Library library, Problems problems) {
        int before = problems.errors();
        List<Map<String, Object>> rows = switch (entry.value()) {
            case Node.Sequence list -> inline(list, problems);
            case Node.Scalar file -> csv(file, library, problems);
            case Node.Mapping mapping -> {
                problems.error(mapping.place(), "a table is a list of rows, or the path of a CSV file");
                yield List.of();
            }
        };
        if (problems.errors() == before && (rows.isEmpty() || rows.size() > ROWS)) {
            problems.error(entry.key().place(), "a table has 1 to %d rows, this one %d".formatted(ROWS, rows.size()));
        }
        return problems.errors() == before ? rows : List.of();
    }

    private static List<Map<String, Object>> inline(Node.Sequence list, Problems problems) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Node item : list.items()) {
            Map<String, Object> row = new LinkedHashMap<>();
            if (item instanceof Node.Mapping mapping) {
                mapping.entries().forEach(cell -> cell(cell, row, problems));
            } else {
                problems.error(item.place(), "a row is a mapping: { sku: A1, price: 2 }");
            }
            if (!rows.isEmpty()
                    && problems.errors() == 0
                    && !row.keySet().equals(rows.getFirst().keySet())) {
                problems.error(
                        item.place(),
                        "this row has other columns than the first",
                        String.join(", ", rows.getFirst().keySet()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static void cell(Node.Entry cell, Map<String, Object> row, Problems problems) {
        if (!cell.key().text().matches(NAME)) {
            problems.error(cell.key().place(), "a column's name is made of letters, digits and '_'");
        } else if (cell.value() instanceof Node.Scalar scalar) {
            row.put(cell.key().text(), Scalars.value(scalar));
        } else {
            problems.error(cell.value().place(), "a cell is one value");
        }
    }

    /** First line the columns; what is not in quotes may be a number or a truth value. */
    private static List<Map<String, Object>> csv(Node.Scalar file, Library library, Problems problems) {
        if (!file.text().endsWith(".csv")) {
            problems.error(file.place(), "a table is a list of rows, or the path of a CSV file");
            return List.of();
        }
        Optional<String> path = library.find(file, problems);
        return path.map(found -> Csv.read(found, library.text(found), problems)).orElse(List.of());
    }

    /** What expressions see as {@code data}. */
    Type type() {
        Map<String, Type> types = new LinkedHashMap<>();
        rows.forEach((name, table) -> types.put(name, rowType(name).list()));
        return Type.struct("data", types);
    }

    Type rowType(String name) {
        Map<String, Type> columns = new LinkedHashMap<>();
        for (Map<String, Object> row : rows.getOrDefault(name, List.of())) {
            row.forEach((column, value) -> columns.merge(column, Vocabulary.type(value), Vocabulary::common));
        }
        return Type.struct("row of " + name, columns);
    }

    /** Comma-separated values as RFC 4180 has them. */
    private static final class Csv {
        private Csv() {}

        static List<Map<String, Object>> read(String file, String text, Problems problems) {
            List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
            List<Map<String, Object>> rows = new ArrayList<>();
            List<Object> columns = lines.isEmpty() ? List.of() : cells(lines.getFirst());
            for (int i = 1; i < Math.min(lines.size(), ROWS + 2); i++) {
                List<Object> cells = cells(lines.get(i));
                if (cells.size() != columns.size()) {
                    Passage line = Passage.of(file, lines.get(i), new Position(i + 1, 1));
                    problems.error(
                            line.place(),
                            "this line has %d cells, the first has %d".formatted(cells.size(), columns.size()));
                    return List.of();
                }
                Map<String, Object> row = new LinkedHashMap<>();
                for (int cell = 0; cell < cells.size(); cell++) {
                    row.put(columns.get(cell).toString(), cells.get(cell));
                }
                rows.add(row);
            }
            return rows;
        }

        private static List<Object> cells(String line) {
            List<Object> cells = new ArrayList<>();
            int at = 0;
            while (at <= line.length()) {
                boolean quoted = at < line.length() && line.charAt(at) == '"';
                int end = quoted ? closing(line, at) : comma(line, at);
                String cell = quoted
                        ? line.substring(at + 1, Math.max(at + 1, end - 1)).replace("\"\"", "\"")
                        : line.substring(at, end).strip();
                cells.add(quoted ? cell : Scalars.value(cell));
                at = comma(line, end) + 1;
            }
            return cells;
        }

        private static int comma(String line, int from) {
            int at = line.indexOf(',', from);
            return at < 0 ? line.length() : at;
        }

        /** After the quote that closes; a doubled one stands for itself. */
        private static int closing(String line, int from) {
            int at = line.indexOf('"', from + 1);
            while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                at = line.indexOf('"', at + 2);
            }
            return at < 0 ? line.length() : at + 1;
        }
    }
}
