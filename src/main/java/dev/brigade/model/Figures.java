package dev.brigade.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened to the files of the sources, in numbers. A file is anything but a directory; sizes are those of regular
 * files. Immutable.
 *
 * @param before what an earlier part of the run had done
 * @param created files that were missing in the destination
 * @param changed files that were there and differed
 * @param unchanged files that were as they should be; empty if the run did not look at all
 * @param deleted entries of the destination that were deleted
 * @param failed entries that could not be copied, or that still differ
 */
public record Figures(
        Totals before, Totals created, Totals changed, Optional<Totals> unchanged, long deleted, long failed) {
    /** Returns the figures of an outcome. */
    public static Figures of(Outcome outcome) {
        List<Phase> phases = Stream.of(outcome.copy(), outcome.verify())
                .flatMap(Optional::stream)
                .toList();
        Totals before = outcome.copy().or(outcome::verify).map(Phase::before).orElse(Totals.NONE);
        Totals created = phases.stream().map(phase -> phase.written().created()).reduce(Totals.NONE, Totals::plus);
        // What the verification changes after a copy is listed as repaired, and may be new.
        Totals changed = outcome.copy()
                .or(outcome::verify)
                .map(Phase::written)
                .orElse(Written.NOTHING)
                .changed();
        long failed = outcome.entries().failed().count()
                + outcome.entries().differing().count();
        boolean whole = outcome.stopped().isEmpty() && !phases.isEmpty();
        Totals looked = whole ? phases.get(phases.size() - 1).looked() : Totals.NONE;
        if (whole) {
            before = files(before, looked.files() - created.files() - changed.files() - failed);
        }
        return new Figures(
                before,
                created,
                changed,
                whole ? Optional.of(unchanged(looked, before.plus(created).plus(changed), failed)) : Optional.empty(),
                outcome.entries().deleted().count(),
                failed);
    }

    /** An earlier part of a run knows how many entries it has done, not how many of them are directories. */
    private static Totals files(Totals entries, long most) {
        return new Totals(Math.max(0, Math.min(entries.files(), most)), 0, entries.bytes());
    }

    /** The size of what failed is not known, so it counts only if it is everything. */
    private static Totals unchanged(Totals looked, Totals others, long failed) {
        long files = Math.max(0, looked.files() - others.files() - failed);
        return new Totals(files, 0, files == 0 ? 0 : Math.max(0, looked.bytes() - others.bytes()));
    }
}
