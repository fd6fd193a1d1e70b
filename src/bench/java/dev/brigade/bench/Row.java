package dev.brigade.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The figures of one peer: medians over its rounds. */
final class Row {
    final String peer;
    private final List<Group.Took> rounds = new ArrayList<>();
    private final List<Long> operations = new ArrayList<>();
    private String wrong = "";

    Row(String peer) {
        this.peer = peer;
    }

    /** The row of a peer that has one. */
    static Row of(Map<String, Row> rows, String peer) {
        return Objects.requireNonNull(rows.get(peer), peer);
    }

    void add(Group.Took took, long asked) {
        rounds.add(took);
        operations.add(asked);
    }

    /** A wrong copy has no time. */
    void wrong(String reason) {
        wrong = reason;
    }

    String wrong() {
        return wrong;
    }

    double wall() {
        return median(Group.Took::wall);
    }

    double cpu() {
        return median(Group.Took::cpu);
    }

    private double mebibytes() {
        return median(Group.Took::memory) / (1 << 20);
    }

    /** By which part of their mean time the last of the processes that ended the copy ended after their mean end. */
    double late() {
        return median(Group.Took::late);
    }

    long rsyncs() {
        return (long) median(Group.Took::rsyncs);
    }

    long operations() {
        return operations.stream().sorted().toList().get((operations.size() - 1) / 2);
    }

    private double median(ToDoubleFunction<Group.Took> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return wrong.isEmpty() ? sorted[(sorted.length - 1) / 2] : Double.NaN;
    }

    /** A line of the table; ratios are to {@code base}, brigade's own row. */
    String line(Row base, boolean timed) {
        if (!wrong.isEmpty()) {
            return String.format("%-14s no time: %s", peer, wrong);
        }
        String counts = String.format(Locale.ROOT, "%7d %10s", rsyncs(), operations() < 0 ? "-" : operations());
        if (!timed) {
            return String.format("%-14s %8s %8s %8s %s", peer, "-", "-", "-", counts);
        }
        return String.format(
                Locale.ROOT,
                "%-14s %8.2f %8.2f %8.1f %s %9.2f %9.2f",
                peer,
                wall(),
                cpu(),
                mebibytes(),
                counts,
                wall() / base.wall(),
                cpu() / base.cpu());
    }

    static String head() {
        return String.format(
                "%-14s %8s %8s %8s %7s %10s %9s %9s",
                "", "wall s", "CPU s", "MiB", "rsyncs", "operations", "wall ÷", "CPU ÷");
    }

    /** The head of a table in Markdown; nobody counts operations on a local disk. */
    static String markdownHead(boolean operations) {
        return "| | wall s | CPU s | MiB | rsyncs |" + (operations ? " operations |" : "") + " wall ÷ | CPU ÷ |\n"
                + "|---|---:|---:|---:|---:|" + (operations ? "---:|" : "") + "---:|---:|\n";
    }

    /** A line of that table. */
    String markdown(Row base, boolean timed, boolean operations) {
        if (!wrong.isEmpty()) {
            return "| " + peer + " | no time: " + wrong.replaceAll("[|\\p{Cntrl}]", "?") + " |";
        }
        String counts = " | " + rsyncs() + (operations ? " | " + operations() : "") + " | ";
        if (!timed) {
            return "| " + peer + " | - | - | -" + counts + "- | - |";
        }
        return String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.1f", peer, wall(), cpu(), mebibytes())
                + counts
                + String.format(Locale.ROOT, "%.2f | %.2f |", wall() / base.wall(), cpu() / base.cpu());
    }

    /** A line for programs; the case's words are put before. */
    String json(boolean timed) {
        String figures = wrong.isEmpty()
                ? String.format(
                        Locale.ROOT,
                        "\"rsyncs\":%d,\"operations\":%s",
                        rsyncs(),
                        operations() < 0 ? "null" : operations())
                : "\"wrong\":\"" + wrong.replaceAll("[\\\\\"\\p{Cntrl}]", "?") + '"';
        String times = timed && wrong.isEmpty()
                ? String.format(
                        Locale.ROOT,
                        ",\"wall\":%.3f,\"cpu\":%.3f,\"memory\":%d,\"walls\":%s",
                        wall(),
                        cpu(),
                        (long) median(Group.Took::memory),
                        Arrays.toString(
                                rounds.stream().mapToDouble(Group.Took::wall).toArray()))
                : "";
        return "\"peer\":\"" + peer + "\"," + figures + times + "}";
    }
}
