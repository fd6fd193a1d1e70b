package dev.brigade.sync;

import dev.brigade.manifest.ListingCursor;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out whether the destination keeps times as exactly as the source has them. */
final class TimeAccuracy {
    private static final long NANOS = 1_000_000_000;
    /** So many files settle it. */
    private static final int SAMPLES = 64;

    /** A source whose files have no such times in so many directories has none at all. */
    private static final int LISTINGS = 4096;

    /** What file systems cut times to: 100 ns, 1 µs, 1 ms, 10 ms, 1 s, 2 s. */
    private static final long[] STEPS = {100, 1_000, 1_000_000, 10_000_000, NANOS, 2 * NANOS};

    private TimeAccuracy() {}

    /**
     * Compares the times of some files that are on both sides.
     *
     * @return false where the destination has times that are the source's, cut to something coarser than a nanosecond,
     *     and none that is exactly the source's: comparing nanoseconds would call every file different
     */
    static boolean isKept(CrawlResult crawlResult) throws IOException {
        int cut = 0;
        int looked = 0;
        for (int i = 0; i < crawlResult.manifests().size() && looked < SAMPLES; i++) {
            ListingCursor cursor = crawlResult.manifests().get(i).open();
            for (int seen = 0; seen < LISTINGS && looked < SAMPLES && cursor.next(); seen++) {
                Entry file = sample(cursor);
                if (file == null) {
                    continue;
                }
                FileName name = cursor.summary().directory().resolve(file.name());
                long there = mtime(name.under(crawlResult.roots().destination()));
                looked++;
                if (there == file.mtimeNanos()) {
                    return true;
                }
                if (isCut(file.mtimeNanos(), there)) {
                    cut++;
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

    /** The first file of a listing whose time says something: one that is not a multiple of 100 ns. */
    private static @Nullable Entry sample(ListingCursor cursor) throws IOException {
        for (Entry entry : cursor.entries()) {
            if (entry.type() == EntryType.FILE && entry.mtimeNanos() % STEPS[0] != 0) {
                return entry;
            }
        }
        return null;
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
