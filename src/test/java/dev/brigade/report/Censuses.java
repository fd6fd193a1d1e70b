package dev.brigade.report;

import dev.brigade.count.CountResult;
import dev.brigade.count.CountResult.Crowded;
import dev.brigade.count.CountResult.Sized;
import dev.brigade.model.CappedList;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.SizeClass;
import dev.brigade.model.StopCause;
import dev.brigade.model.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Censuses for tests of how they are written down. */
final class Censuses {
    static final List<SizeClass> SIZES = List.of(
            new SizeClass(0, 0, 0),
            new SizeClass(1, 10, 1_000),
            new SizeClass(1 << 10, 0, 0),
            new SizeClass(1 << 12, 1, 5_000),
            new SizeClass(1L << 40, 0, 0));

    private Censuses() {}

    /** 14 names of 11 files, 6,000 bytes. */
    static CountResult plain() {
        return of(SIZES, 6_000, CappedList.of(List.of()));
    }

    static CountResult of(List<SizeClass> sizes, long bytes, CappedList<Problem> unreadable) {
        long files = sizes.stream().mapToLong(SizeClass::files).sum();
        return new CountResult(
                List.of(FileName.of("/data")),
                files + 3,
                4,
                2,
                1,
                3,
                true,
                bytes,
                files == 0 ? Optional.empty() : Optional.of(new Sized(FileName.of("/data/large"), 5_000)),
                sizes,
                CappedList.of(List.of()),
                20_000,
                unreadable,
                16,
                170,
                Duration.ofMillis(1_230),
                Optional.empty());
    }

    static CountResult with(
            List<FileName> roots, FileName largest, CappedList<Crowded> flat, CappedList<Problem> unreadable) {
        CountResult c = plain();
        return new CountResult(
                roots,
                c.files(),
                c.directories(),
                c.symlinks(),
                c.others(),
                c.hardLinks(),
                false,
                c.bytes(),
                Optional.of(new Sized(largest, 5_000)),
                c.sizes(),
                flat,
                c.flatLimit(),
                unreadable,
                c.processes(),
                c.bucketEntries(),
                c.time(),
                c.stopped());
    }

    static CountResult stopped() {
        CountResult c = plain();
        return new CountResult(
                c.roots(),
                c.files(),
                c.directories(),
                c.symlinks(),
                c.others(),
                c.hardLinks(),
                true,
                c.bytes(),
                c.largest(),
                c.sizes(),
                c.flat(),
                c.flatLimit(),
                c.unreadable(),
                c.processes(),
                c.bucketEntries(),
                c.time(),
                Optional.of(new StopCause(StopReason.INTERRUPTED, "a signal arrived")));
    }
}
