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
    /** So many files settle it. */
    private static final int SAMPLES = 64;

    /** A source whose entries have no such times in so many directories has none at all. */
    private static final int LISTINGS = 4096;

    /** What file systems cut times to: 100 ns, 1 µs, 1 ms, 10 ms, 1 s, 2 s. */
    private static final long[] STEPS = {100, 1_000, 1_000_000, 10_000_000, NANOS, 2 * NANOS};

    private TimeAccuracy() {}

    /**
     * Compares the times of some entries that are on both sides.
     *
     * @return false where the destination has times that are the source's, cut to something coarser than a nanosecond,
     *     and none that is exactly the source's: comparing nanoseconds would call every entry different
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

    /** Whether a time is another one, cut short. */
    static boolean isCut(long exact, long maybeCut) {
        for (long step : STEPS) {
            if (maybeCut == Math.floorDiv(exact, step) * step) {
                return exact != maybeCut;
            }
        }
        return false;
    }

    /** The times of the first entry of each type in a listing whose time says something, by name. */
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
     * Modification time in nanoseconds since 1970, saturated as {@link Entry}'s; {@link Long#MIN_VALUE} where there is
     * nothing.
     */
    static long mtime(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return Long.MIN_VALUE; // Missing: says nothing about the destination's clock.
        }
    }
}
