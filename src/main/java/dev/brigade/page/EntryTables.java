package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.EntryLists;
import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The entries that a run names: lists that can be searched, and downloaded as CSV. All together have a limited size.
 */
final class EntryTables {
    /** Bytes of all lists. */
    private static final int LARGEST = 150_000;
    /** Longer lists are folded. */
    private static final int UNFOLDED = 50;

    private final String run;
    private final List<Html> tables = new ArrayList<>();
    private int left = LARGEST;
    private long lists;

    EntryTables(String run) {
        this.run = run;
    }

    private record Row(String name, String detail) {}

    Html all(EntryLists entries, boolean dryRun) {
        lists = Stream.of(
                        entries.failed(),
                        entries.differing(),
                        entries.repaired(),
                        entries.changed(),
                        entries.vanished(),
                        entries.deleted())
                .filter(list -> !list.isEmpty())
                .count();
        add("failed", entries.failed(), problem -> {
            FileName name = problem.name();
            return new Row(name == null ? "" : Html.name(name), problem.reason());
        });
        add("still different", entries.differing(), EntryTables::row);
        add(dryRun ? "different" : "repaired", entries.repaired(), EntryTables::row);
        add("changed during the run", entries.changed(), EntryTables::row);
        add("vanished during the run", entries.vanished(), EntryTables::row);
        add(dryRun ? "extra" : "deleted", entries.deleted(), EntryTables::row);
        if (tables.isEmpty()) {
            return Html.of("<p class=\"empty\">Nothing failed, differed, changed during the run or was deleted.</p>");
        }
        return Html.of("""
                <p id="search" hidden><label>Search names <input type="search" autocomplete="off"></label> \
                <output></output></p>{}
                """, tables);
    }

    private static Row row(FileName name) {
        return new Row(Html.name(name), "");
    }

    private static Row row(Change change) {
        String difference = change.sharedName()
                .map(other -> "the destination has it and " + Html.name(other) + " under one name")
                .orElseGet(change::difference);
        return new Row(Html.name(change.name()), difference);
    }

    private <T> void add(String what, CappedList<T> list, Function<T, Row> rowOf) {
        if (list.isEmpty()) {
            return;
        }
        long share = left / lists--;
        boolean detailed = !list.first().isEmpty()
                && !rowOf.apply(list.first().get(0)).detail().isEmpty();
        StringBuilder csv = new StringBuilder(Csv.line(cells(new Row("name", "detail"), detailed)));
        List<Html> rows = new ArrayList<>();
        int used = 0;
        for (T entry : list.first()) {
            Row row = rowOf.apply(entry);
            Html html = Html.of(
                    "<tr><td class=\"name\">{}</td>{}</tr>\n",
                    row.name(),
                    detailed ? Html.of("<td class=\"words\">{}</td>", row.detail()) : Html.NOTHING);
            String line = Csv.line(cells(row, detailed));
            used += html.markup().getBytes(StandardCharsets.UTF_8).length
                    + Csv.address(line).length();
            if (used > share) {
                break;
            }
            rows.add(html);
            csv.append(line);
        }
        left -= (int) Math.min(used, share);
        tables.add(table(what, list.count(), detailed, rows, csv.toString()));
    }

    private static List<String> cells(Row row, boolean detailed) {
        return detailed ? List.of(row.name(), row.detail()) : List.of(row.name());
    }

    private Html table(String what, long count, boolean detailed, List<Html> rows, String csv) {
        boolean all = rows.size() == count;
        Html more = all
                ? Html.NOTHING
                : Html.of(
                        "<p class=\"note\">The first {} are listed here.{}</p>",
                        Quantities.count(rows.size()),
                        run.isEmpty() ? "" : " The file entries in the directory of " + run + " has more.");
        return Html.of(
                """
                <details class="entries"{}><summary>{} {}</summary>{}
                <p><a download="{}.csv" href="{}">Download {} as CSV</a></p>
                <table><thead><tr><th scope="col">name</th>{}</tr></thead>
                <tbody>{}</tbody></table></details>
                """,
                rows.size() <= UNFOLDED ? new Html(" open") : Html.NOTHING,
                Quantities.count(count),
                what,
                more,
                what.replace(' ', '-'),
                Csv.address(csv),
                all ? "them" : "these",
                detailed ? Html.of("<th scope=\"col\">detail</th>") : Html.NOTHING,
                rows);
    }
}
