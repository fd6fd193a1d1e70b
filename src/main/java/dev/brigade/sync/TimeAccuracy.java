package dev.brigade.sync;

import dev.brigade.manifest.ListingCursor;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Finds out whether the destination keeps times as exactly as the source has them. */
final class TimeAccuracy {
    private static final long NANOS = 1_000_000_000;
    private static final int SAMPLES = 64;

    /** Directories to search for entries whose time tells something. */
    private static final int LISTINGS = 4096;

    /** The accuracy of file systems, nanoseconds. */
    private static final long[] STEPS = {100, 1_000, 1_000_000, 10_000_000, NANOS, 2 * NANOS};

    private TimeAccuracy() {}

    /**
     * Compares the times of some entries that are on both sides.
     *
     * @return false if the destination has times of the source that were cut to something coarser than a nanosecond,
     *     and none that is exactly the same: with nanoseconds, every entry would differ
     */
    static boolean isKept(CrawlResult crawlResult) throws IOException {
        int cut = 0;
        int looked = 0;
        for (int i = 0; i < crawlResult.manifests().size() && looked < SAMPLES; i++) {
            ListingCursor cursor = crawlResult.manifests().get(i).open();
            for (int seen = 0; seen < LISTINGS && looked < SAMPLES && cursor.next(); seen++) {
                FileName directory = cursor.summary().directory();
                Map<FileName, Long> times = samples(cursor);
                if (directory.isRoot()) {
                    times.put(
                            directory,
                            mtime(crawlResult.roots().transfers().get(i).get(0).root()));
                }
                for (Map.Entry<FileName, Long> entry : times.entrySet()) {
                    long there = mtime(directory
                            .resolve(entry.getKey())
                            .under(crawlResult.roots().destination()));
                    looked++;
                    if (there == entry.getValue() && isTelling(there)) {
                        return true;
                    }
                    if (isCut(entry.getValue(), there)) {
                        cut++;
                    }
                }
            }
        }
        return cut == 0;
    }

    /** Returns whether a time is another one, cut to a coarser accuracy. */
    static boolean isCut(long exact, long maybeCut) {
        for (long step : STEPS) {
            if (maybeCut == Math.floorDiv(exact, step) * step) {
                return exact != maybeCut;
            }
        }
        return false;
    }

    /** Returns the times of the first entry of each type whose time tells something, by name. */
    private static Map<FileName, Long> samples(ListingCursor cursor) throws IOException {
        Map<FileName, Long> times = new HashMap<>();
        Set<EntryType> found = EnumSet.noneOf(EntryType.class);
        for (Entry entry : cursor.entries()) {
            if (isTelling(entry.mtimeNanos()) && found.add(entry.type())) {
                times.put(entry.name(), entry.mtimeNanos());
            }
        }
        return times;
    }

    private static boolean isTelling(long time) {
        return time % STEPS[0] != 0;
    }

    /**
     * Returns the modification time in nanoseconds since 1970, saturated as {@link Entry}'s; {@link Long#MIN_VALUE} if
     * nothing is there.
     */
    static long mtime(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return Long.MIN_VALUE; // Missing: says nothing about the destination's clock.
        }
    }
}
