package dev.brigade.sync;

import dev.brigade.manifest.KeySet;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what changed in the source between two crawls. It compares directories by a key each, and entries only if the
 * keys differ: 16 bytes of memory a directory.
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
     * Adds to the findings what changed, appeared or vanished.
     *
     * @return whether everything could be compared; false if there are too many directories
     */
    static boolean judge(CrawlResult before, CrawlResult now, Findings findings) throws IOException {
        KeySet known = keys(before);
        KeySet later = keys(now);
        if (!known.isComplete() || !later.isComplete()) {
            return false;
        }
        Map<FileName, Integer> directories = new LinkedHashMap<>();
        Consumer<ListingSummary> sink =
                listing -> directories.merge(listing.directory(), listing.entries(), Integer::sum);
        different(before, later, sink);
        different(now, known, sink);
        new SourceChanges(before, now, findings).compare(directories);
        return true;
    }

    /** Returns a key for each listing of a crawl. */
    static KeySet keys(CrawlResult crawled) throws IOException {
        KeySet keys = new KeySet(KeySet.MOST);
        crawled.each(cursor -> keys.add(cursor.key()));
        return keys;
    }

    /** Finds the listings to which the other crawl has none that is equal. */
    static void different(CrawlResult crawled, KeySet other, Consumer<ListingSummary> sink) throws IOException {
        crawled.each(cursor -> {
            if (!other.contains(cursor.key())) {
                sink.accept(cursor.summary());
            }
        });
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
        crawlResult.each(cursor -> {
            FileName directory = cursor.summary().directory();
            if (directories.contains(directory)) {
                cursor.entries().forEach(entry -> all.putIfAbsent(directory.resolve(entry.name()), entry));
            }
        });
        return all;
    }

    /** The time of a directory changes with its entries, which are reported themselves. */
    private static boolean isAnother(@Nullable Entry earlier, Entry later) {
        return earlier == null
                || earlier.type() != later.type()
                || (later.type() != EntryType.DIRECTORY
                        && !(earlier.size() == later.size() && earlier.mtimeNanos() == later.mtimeNanos()));
    }
}
