package dev.brigade.report;

import dev.brigade.count.CountResult;
import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.CappedList;
import dev.brigade.model.FileName;
import dev.brigade.model.SizeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a count as lines of text. Pure. */
public final class CountReport {
    private static final int BAR = 40;

    private final CountResult counted;
    private final List<String> lines = new ArrayList<>();

    private CountReport(CountResult counted) {
        this.counted = counted;
    }

    /** Returns the result. */
    public static List<String> lines(CountResult counted) {
        return new CountReport(counted).write();
    }

    /** Returns what could not be read. */
    public static List<String> unreadable(CountResult counted) {
        List<String> lines = new ArrayList<>();
        TextReport.names(lines, "unreadable", counted.unreadable(), TextReport::problem, CappedList.KEPT);
        return List.copyOf(lines);
    }

    private List<String> write() {
        if (counted.roots().size() > 1) {
            row("counted", Quantities.count(counted.roots().size()) + " directories together:");
            counted.roots().forEach(root -> lines.add("  " + shown(root)));
        }
        row("files", Quantities.count(counted.files()) + hardLinks());
        row("directories", Quantities.count(counted.directories()));
        row("symlinks", Quantities.count(counted.symlinks()));
        row("others", Quantities.count(counted.others()));
        row("all entries", Quantities.count(counted.entries()));
        if (!counted.unreadable().isEmpty()) {
            row("unreadable", Quantities.count(counted.unreadable().count()) + ", not counted");
        }
        row("bytes", Quantities.count(counted.bytes()) + " (" + Quantities.bytes(counted.bytes()) + ")");
        counted.largest()
                .ifPresent(file -> row("largest file", Quantities.bytes(file.bytes()) + "  " + shown(file.path())));
        if (counted.distinctFiles() > 0) {
            row("mean size", Quantities.bytes(counted.meanBytes()));
            histogram();
            lines.add(Judgement.of(counted.sizes()).text());
        }
        flat();
        lines.add("brigade sync chooses the number of processes; fixed numbers would be -p " + counted.processes()
                + " -f " + counted.bucketEntries());
        lines.add(result());
        return List.copyOf(lines);
    }

    private void row(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-13s %s", name, value));
    }

    private String hardLinks() {
        if (counted.hardLinks() == 0 && counted.hardLinksExact()) {
            return "";
        }
        return ", " + Quantities.count(counted.hardLinks())
                + " of them more names of hard-linked files; each file's bytes count once"
                + (counted.hardLinksExact() ? "" : ", but some count several times: there are too many to tell apart");
    }

    /** Adds a bar for each class of sizes, from the first to the last that has files. */
    private void histogram() {
        List<SizeClass> sizes = counted.sizes();
        int first = 0;
        while (sizes.get(first).files() == 0) {
            first++;
        }
        int last = sizes.size() - 1;
        while (sizes.get(last).files() == 0) {
            last--;
        }
        long most = sizes.stream().mapToLong(SizeClass::files).max().orElse(1);
        lines.add("sizes");
        for (int i = first; i <= last; i++) {
            SizeClass size = sizes.get(i);
            String row = String.format(
                    Locale.ROOT,
                    "  %-10s %15s  %-" + BAR + "s  %s",
                    name(sizes, i),
                    Quantities.count(size.files()),
                    bar(size.files(), most),
                    size.files() == 0 ? "" : Quantities.bytes(size.bytes()));
            lines.add(row.stripTrailing());
        }
    }

    /** Returns a bar as long as its share of the longest, at least one character if there are files. */
    static String bar(long files, long most) {
        long length = files == 0 ? 0 : Math.max(1, Math.round((double) files * BAR / most));
        return "#".repeat((int) length);
    }

    private static String name(List<SizeClass> sizes, int index) {
        long from = sizes.get(index).from();
        if (from == 0) {
            return "empty";
        }
        return index + 1 == sizes.size()
                ? "from " + Quantities.whole(from)
                : "< " + Quantities.whole(sizes.get(index + 1).from());
    }

    private void flat() {
        TextReport.names(
                lines,
                "too flat to split well (more than " + Quantities.count(counted.flatLimit())
                        + " entries in one directory)",
                counted.flat(),
                directory -> Quantities.count(directory.entries()) + "  " + shown(directory.path()),
                CappedList.KEPT);
    }

    private String result() {
        String time = Quantities.time(counted.time());
        return counted.stopped()
                .map(cause -> "interrupted after " + time + ": " + Names.printable(cause.message())
                        + "; the counts are incomplete")
                .orElse("counted in " + time);
    }

    private static String shown(FileName path) {
        return Names.printable(path.toBytes());
    }
}
