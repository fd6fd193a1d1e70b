package dev.brigade.report;

import dev.brigade.format.Quantities;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.EntryLists;
import dev.brigade.model.FileName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes changes with a sign: {@code + name} was missing, {@code > name (size, time)} differed, {@code - name} was
 * extra. Pure.
 */
public final class ChangeText {
    private ChangeText() {}

    /** Returns the line of a change. */
    public static String line(Change change) {
        String name = TextReport.name(change.name());
        if (change.isDeletion()) {
            return "- " + name;
        }
        return change.isCreation()
                ? "+ " + name
                : "> " + name + " (" + change.difference().replace(",", ", ") + ")";
    }

    /**
     * Returns what a dry run would do. The time of a directory whose entries would change follows from them, so it is
     * only counted.
     */
    static List<String> wouldBe(EntryLists entries) {
        CappedList<Change> differing = entries.repaired();
        CappedList<FileName> extra = entries.deleted();
        long count = differing.count() + extra.count();
        if (count == 0) {
            return List.of();
        }
        Set<FileName> touched = new HashSet<>();
        differing.first().stream()
                .filter(change -> !change.isDirectoryTime())
                .forEach(change -> touched.add(change.name().parent()));
        extra.first().forEach(name -> touched.add(name.parent()));
        List<Change> named = differing.first().stream()
                .filter(change -> !(change.isDirectoryTime() && touched.contains(change.name())))
                .toList();
        List<String> lines = new ArrayList<>(List.of("differs " + Quantities.count(count) + ":"));
        named.forEach(change -> lines.add("  " + line(change)));
        extra.first().forEach(name -> lines.add("  - " + TextReport.name(name)));
        int times = differing.first().size() - named.size();
        if (times > 0) {
            lines.add("  and the "
                    + (times == 1 ? "time of 1 directory" : "times of " + Quantities.count(times) + " directories")
                    + " as a consequence (-v lists all)");
        }
        long more = count - (long) differing.first().size() - extra.first().size();
        if (more > 0) {
            lines.add("  and " + Quantities.count(more) + " more");
        }
        return List.copyOf(lines);
    }
}
