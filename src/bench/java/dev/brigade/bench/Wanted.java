package dev.brigade.bench;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Compares brigade's row with the goals: checks what every machine must show, reports what depends on the machine. */
final class Wanted {
    /** The largest number of processes of any row, and of -p auto. */
    static final int MOST_PROCESSES = 128;
    /** Fewer entries than this make no bucket. */
    private static final int BUCKET = 16;
    /** No bucket has more entries, whatever the number of processes. */
    private static final int LARGEST_BUCKET = 20_000;

    private final Bench bench;

    Wanted(Bench bench) {
        this.bench = bench;
    }

    /** Checks the number of rsync commands, and that the target got at most 1.05 times the operations of one rsync. */
    void counts(String of, Map<String, Row> rows, int processes, long entries) {
        Row ours = Row.of(rows, "brigade");
        commands(of, ours, processes, entries);
        if (rows.containsKey("rsync") && ours.operations() >= 0) {
            long most = Row.of(rows, "rsync").operations() * 21 / 20;
            bench.check(
                    ours.operations() <= most,
                    of + ": brigade asks at most 1.05 times what one rsync asks",
                    "brigade asked " + ours.operations() + " times, more than " + most);
        }
    }

    /** The bound of the commands that a row of brigade's starts over so many entries. */
    void commands(String of, Row row, int processes, long entries) {
        long most = 4L * processes + 4 + 2 * buckets(entries, LARGEST_BUCKET);
        bench.check(
                row.rsyncs() <= most,
                of + ": " + row.peer
                        + " starts at most 4 rsync commands a process, 4 more, and one for 20,000 entries and phase",
                row.peer + " started " + row.rsyncs() + " rsync commands, more than " + most);
    }

    /** The number of processes that bounds a row with -p auto over so many entries. */
    static int autoProcesses(long entries) {
        return (int) Math.min(MOST_PROCESSES, buckets(entries, BUCKET));
    }

    private static long buckets(long entries, int size) {
        return (entries + size - 1) / size;
    }

    /** Returns brigade's CPU time over a peer's, without the start of the JVM. */
    static double cpuOver(Map<String, Row> rows, String peer) {
        return (Row.of(rows, "brigade").cpu() - Row.of(rows, "brigade-start").cpu())
                / Row.of(rows, peer).cpu();
    }

    /** Reports how much faster the first row is than a peer's, if the peer was run. */
    void faster(
            String of, String what, Map<String, Row> rows, String peer, ToDoubleFunction<Row> figure, double least) {
        if (rows.containsKey(peer)) {
            Row ours = rows.values().iterator().next();
            say(of, what, figure.applyAsDouble(Row.of(rows, peer)) / figure.applyAsDouble(ours), "at least", least);
        }
    }

    /** Reports how much faster than a peer a first copy by the direct engine is, if the peer was run. */
    void directFaster(String of, Map<String, Row> rows, String peer, double least) {
        if (rows.containsKey(peer)) {
            double times =
                    Row.of(rows, peer).wall() / Row.of(rows, "brigade-direct").wall();
            say(of, "brigade-direct faster than " + peer + ", wall", times, "at least", least);
        }
    }

    void atMost(String of, String what, double found, double most) {
        say(of, what, found, "at most", most);
    }

    void atLeast(String of, String what, double found, double least) {
        say(of, what, found, "at least", least);
    }

    private void say(String of, String what, double found, String bound, double limit) {
        if (Size.smoke()) {
            return;
        }
        boolean reached = bound.equals("at most") ? found <= limit : found >= limit;
        String missed = reached ? "" : "missed";
        System.out.printf(
                Locale.ROOT,
                "%s, %s: %.2f ×, wanted %s %.2f ×%s%n",
                of,
                what,
                found,
                bound,
                limit,
                reached ? "" : ", MISSED");
        bench.report()
                .wanted(String.format(
                        Locale.ROOT, "| `%s` | %s | %s %.2f × | %.2f × | %s |", of, what, bound, limit, found, missed));
    }
}
