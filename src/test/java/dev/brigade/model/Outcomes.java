package dev.brigade.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An outcome to make others from. Begins as a sync in which all went well: 1,000 entries, 100 of them directories, 2
 * MiB. The methods change it and return it.
 */
public final class Outcomes {
    private static final Instant STARTED = Instant.parse("2026-11-27T21:00:04Z");

    /** What each phase looked at. */
    public static final Totals TOTALS = new Totals(1_000, 100, 2 << 20);

    /** The copy wrote 300 new files, 100 directories and 200 changed files. */
    public static final Written WRITTEN =
            new Written(new Totals(400, 100, 1 << 20), new Totals(200, 0, 512 << 10), 500, 1 << 20, 0, 0);

    /** The same, of which the direct engine copied 300 files. */
    public static final Written DIRECT =
            new Written(WRITTEN.created(), WRITTEN.changed(), 500, 1 << 20, 300, 768 << 10);

    /** A file that was transferred. */
    public static final Change FILE = new Change(FileName.of("a/file"), ">f.st......", 7);

    private Optional<Phase> copy = Optional.of(phase(TOTALS, Duration.ofSeconds(2)));
    private Optional<Phase> verify = Optional.of(compared(TOTALS, Duration.ofMillis(500)));
    private boolean copying = true;
    private boolean dryRun;
    private String comparison = "size and attributes";
    private CappedList<Change> repaired = CappedList.of(List.of());
    private CappedList<FileName> changed = CappedList.of(List.of());
    private CappedList<FileName> vanished = CappedList.of(List.of());
    private CappedList<FileName> deleted = CappedList.of(List.of());
    private CappedList<Change> differing = CappedList.of(List.of());
    private CappedList<Problem> failed = CappedList.of(List.of());
    private List<String> warnings = List.of();
    private Optional<StopCause> stopped = Optional.empty();
    private Optional<Tuning> tuning = Optional.empty();

    private Outcomes() {}

    /** A sync in which all went well. */
    public static Outcomes sync() {
        return new Outcomes();
    }

    /** A verify in which all went well. */
    public static Outcomes verify() {
        Outcomes outcomes = new Outcomes();
        outcomes.copying = false;
        outcomes.copy = Optional.empty();
        return outcomes;
    }

    /** A phase over so much in such a time. */
    public static Phase phase(Totals looked, Duration time) {
        return phase(looked, Totals.NONE, time);
    }

    /** A phase over so much that found nothing to write. */
    public static Phase compared(Totals looked, Duration time) {
        return phase(looked, Totals.NONE, time, Written.NOTHING);
    }

    /** A phase that went on where an earlier part of the run had ended. */
    public static Phase phase(Totals looked, Totals before, Duration time) {
        return phase(looked, before, time, WRITTEN);
    }

    /** A phase that wrote so much. */
    public static Phase phase(Totals looked, Totals before, Duration time, Written written) {
        return new Phase(
                looked, before, time, Duration.ofMillis(30), 7, 9, 2, 1, Duration.ofSeconds(3), written, List.of());
    }

    public Outcomes dryRun() {
        dryRun = true;
        copy = Optional.empty();
        return this;
    }

    public Outcomes copied(Phase phase) {
        copy = Optional.of(phase);
        return this;
    }

    public Outcomes verified(Phase phase) {
        verify = Optional.of(phase);
        return this;
    }

    public Outcomes notVerified() {
        verify = Optional.empty();
        return this;
    }

    public Outcomes compared(String what) {
        comparison = what;
        return this;
    }

    public Outcomes repaired(Change... changes) {
        return repaired(CappedList.of(List.of(changes)));
    }

    public Outcomes repaired(CappedList<Change> changes) {
        repaired = changes;
        return this;
    }

    public Outcomes changed(String... names) {
        changed = names(names);
        return this;
    }

    public Outcomes vanished(String... names) {
        vanished = names(names);
        return this;
    }

    public Outcomes deleted(String... names) {
        deleted = names(names);
        return this;
    }

    public Outcomes differing(Change... changes) {
        return differing(CappedList.of(List.of(changes)));
    }

    public Outcomes differing(CappedList<Change> changes) {
        differing = changes;
        return this;
    }

    public Outcomes failed(Problem... problems) {
        return failed(CappedList.of(List.of(problems)));
    }

    public Outcomes failed(CappedList<Problem> problems) {
        failed = problems;
        return this;
    }

    public Outcomes warned(String... lines) {
        warnings = List.of(lines);
        return this;
    }

    public Outcomes stopped(StopReason reason, String message) {
        stopped = Optional.of(new StopCause(reason, message));
        return this;
    }

    public Outcomes tuned(boolean chosen, int processes, Bottleneck bound) {
        tuning = Optional.of(new Tuning(chosen, processes, bound));
        return this;
    }

    private static CappedList<FileName> names(String... names) {
        return CappedList.of(List.of(names).stream().map(FileName::of).toList());
    }

    /** The outcome as it is now. */
    public Outcome get() {
        return new Outcome(
                new RunIdentity(
                        "run-20261127T210004Z-7f3a",
                        Optional.empty(),
                        "brigade 1",
                        "client",
                        List.of("sync", "--", "/src", "/dst"),
                        STARTED,
                        STARTED.plusMillis(2_500)),
                new RunTask(copying ? Mode.SYNC : Mode.VERIFY, List.of("src"), "dst", VerifyLevel.QUICK, false, dryRun),
                8,
                tuning,
                copy,
                verify,
                comparison,
                new EntryLists(repaired, changed, vanished, deleted, differing, failed),
                warnings,
                stopped);
    }
}
