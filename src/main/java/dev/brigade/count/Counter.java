package dev.brigade.count;

import dev.brigade.count.CountResult.Crowded;
import dev.brigade.count.CountResult.Sized;
import dev.brigade.crawl.CrawlSink;
import dev.brigade.manifest.KeySet;
import dev.brigade.manifest.Listing;
import dev.brigade.model.CappedList;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Problem;
import dev.brigade.model.StopCause;
import dev.brigade.model.Totals;
import dev.brigade.plan.BucketLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the findings of crawls. Its memory does not grow with the tree: it keeps sums, a limited number of inodes of
 * files with several names, and directories that come in parts, of {@link Listing#MAX_ENTRIES} entries. Thread-safe.
 */
final class Counter {
    /**
     * More entries than one bucket gets, so several processes work in this directory. The Linux NFS client creates
     * files of one directory one after the other.
     */
    static final long FLAT = BucketLimits.MAX_ENTRIES;

    /** Some are enough to know where to look. */
    private static final int WORST = 10;

    private static final Comparator<Crowded> WORST_FIRST =
            Comparator.comparingLong(Crowded::entries).reversed().thenComparing(Crowded::path);

    private final List<FileName> roots = new ArrayList<>();
    private final KeySet inodes = new KeySet(KeySet.MOST);
    private final Counts all = new Counts();
    private final Map<FileName, Long> inParts = new HashMap<>();
    private final NamedFindings<FileName, Problem> unreadable = new NamedFindings<>();
    private @Nullable Sized largest;

    /** Counts a directory and returns the sink for all entries below it. */
    synchronized CrawlSink below(FileName root) {
        roots.add(root);
        all.directories++;
        return new CrawlSink() {
            @Override
            public void listing(Listing listing) {
                add(root, listing);
            }

            @Override
            public void unreadable(FileName name, String reason) {
                FileName path = path(root, name);
                unreadable.add(path, new Problem(path, reason));
            }
        };
    }

    private void add(FileName root, Listing listing) {
        Counts these = new Counts();
        for (Entry entry : listing.entries()) {
            these.add(entry, inodes);
        }
        synchronized (this) {
            all.add(these);
            Entry file = these.largest;
            if (file != null && (largest == null || file.size() >= largest.bytes())) {
                offer(new Sized(path(root, listing.directory().resolve(file.name())), file.size()));
            }
            if (listing.extent() != Listing.Extent.WHOLE) {
                inParts.merge(
                        path(root, listing.directory()),
                        (long) listing.entries().size(),
                        Long::sum);
            }
        }
    }

    private void offer(Sized file) {
        Sized before = largest;
        if (before == null || file.bytes() > before.bytes() || file.path().compareTo(before.path()) < 0) {
            largest = file;
        }
    }

    /** The path that {@code find} would print. */
    private static FileName path(FileName root, FileName name) {
        byte[] above = root.toBytes();
        boolean complete = name.isRoot() || above[above.length - 1] == '/';
        return (complete ? root : root.append(new byte[] {'/'})).append(name.toBytes());
    }

    /**
     * Returns the result so far.
     *
     * @param processes rsync processes at a time of a copy
     * @param argumentBytes most bytes of an argument list
     * @param stopped why the count ended early, if it did
     */
    synchronized CountResult counted(int processes, long argumentBytes, Duration time, Optional<StopCause> stopped) {
        long entries = all.files + all.directories + all.symlinks + all.others - roots.size();
        BucketLimits bucketLimits = BucketLimits.of(
                new Totals(entries, all.directories - roots.size(), all.bytes),
                processes,
                OptionalLong.empty(),
                OptionalLong.empty(),
                argumentBytes);
        return new CountResult(
                List.copyOf(roots),
                all.files,
                all.directories,
                all.symlinks,
                all.others,
                all.hardLinks,
                inodes.isComplete(),
                all.bytes,
                Optional.ofNullable(largest),
                all.sizes.toList(),
                flat(),
                FLAT,
                sorted(unreadable.capped()),
                processes,
                bucketLimits.entries(),
                time,
                stopped);
    }

    /** Threads find them in any order. */
    private static CappedList<Problem> sorted(CappedList<Problem> problems) {
        List<Problem> sorted = new ArrayList<>(problems.first());
        sorted.sort(Comparator.comparing(Problem::name, Comparator.nullsFirst(Comparator.naturalOrder())));
        return new CappedList<>(problems.count(), List.copyOf(sorted));
    }

    private CappedList<Crowded> flat() {
        List<Crowded> flat = new ArrayList<>();
        inParts.forEach((path, entries) -> {
            if (entries > FLAT) {
                flat.add(new Crowded(path, entries));
            }
        });
        flat.sort(WORST_FIRST);
        return new CappedList<>(flat.size(), List.copyOf(flat.subList(0, Math.min(WORST, flat.size()))));
    }
}
