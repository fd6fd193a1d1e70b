package dev.brigade.sync;

import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.InodeSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What moved in the source between two crawls, by comparing what they found: directories by a key each, and only where
 * these differ entry by entry. So memory does not grow with the tree, but by 16 bytes a directory.
 */
final class SourceChanges {
    /** Entries that are compared one by one; beyond, a directory that changed is named as a whole. */
    private static final int MOST_ENTRIES = 200_000;

    private final CrawlResult before;
    private final CrawlResult now;
    private final Findings findings;

    private SourceChanges(CrawlResult before, CrawlResult now, Findings findings) {
        this.before = before;
        this.now = now;
        this.findings = findings;
    }

    /**
     * Tells the verdict what changed, appeared or vanished.
     *
     * @return whether everything could be compared: not where there are too many directories
     */
    static boolean judge(CrawlResult before, CrawlResult now, Findings findings) throws IOException {
        InodeSet known = keys(before);
        InodeSet later = keys(now);
        if (!known.isComplete() || !later.isComplete()) {
            return false;
        }
        SourceChanges motion = new SourceChanges(before, now, findings);
        Map<FileName, Integer> directories = new LinkedHashMap<>();
        motion.different(before, later, directories);
        motion.different(now, known, directories);
        motion.compare(directories);
        return true;
    }

    private static InodeSet keys(CrawlResult crawlResult) throws IOException {
        InodeSet keys = new InodeSet(InodeSet.MOST);
        for (Manifest manifest : crawlResult.manifests()) {
            manifest.keys(keys::add);
        }
        return keys;
    }

    /** Directories of which the other crawl has no equal listing, with how many entries these have. */
    private void different(CrawlResult crawlResult, InodeSet other, Map<FileName, Integer> directories)
            throws IOException {
        for (Manifest manifest : crawlResult.manifests()) {
            BitSet without = withoutEqual(manifest, other);
            ListingCursor cursor = manifest.open();
            // Mostly there are none, and nothing is read.
            for (int i = 0; i < without.length() && cursor.next(); i++) {
                if (without.get(i)) {
                    directories.merge(
                            cursor.summary().directory(), cursor.summary().entries(), Integer::sum);
                }
            }
        }
    }

    private static BitSet withoutEqual(Manifest manifest, InodeSet other) throws IOException {
        BitSet rootIdentities = new BitSet();
        AtomicInteger place = new AtomicInteger();
        manifest.keys(key -> rootIdentities.set(place.getAndIncrement(), !other.contains(key)));
        return rootIdentities;
    }

    private void compare(Map<FileName, Integer> directories) throws IOException {
        Set<FileName> compared = new HashSet<>();
        long entries = 0;
        for (Map.Entry<FileName, Integer> directory : directories.entrySet()) {
            entries += directory.getValue();
            if (entries <= MOST_ENTRIES) {
                compared.add(directory.getKey());
            } else {
                findings.moved(directory.getKey());
            }
        }
        if (compared.isEmpty()) {
            return;
        }
        Map<FileName, Entry> earlier = entries(before, compared);
        Map<FileName, Entry> later = entries(now, compared);
        List<FileName> gone = new ArrayList<>(earlier.keySet());
        gone.removeIf(later::containsKey);
        gone.forEach(findings::gone);
        later.forEach((name, entry) -> {
            if (isAnother(earlier.get(name), entry)) {
                findings.moved(name);
            }
        });
    }

    private static Map<FileName, Entry> entries(CrawlResult crawlResult, Set<FileName> directories) throws IOException {
        Map<FileName, Entry> all = new HashMap<>();
        for (Manifest manifest : crawlResult.manifests()) {
            ListingCursor cursor = manifest.open();
            while (cursor.next()) {
                FileName directory = cursor.summary().directory();
                if (directories.contains(directory)) {
                    cursor.entries().forEach(entry -> all.putIfAbsent(directory.resolve(entry.name()), entry));
                }
            }
        }
        return all;
    }

    /** A directory's time says only that something in it came or went, which is said by itself. */
    private static boolean isAnother(@Nullable Entry earlier, Entry later) {
        return earlier == null
                || earlier.type() != later.type()
                || (later.type() != EntryType.DIRECTORY
                        && !(earlier.size() == later.size() && earlier.mtimeNanos() == later.mtimeNanos()));
    }
}
