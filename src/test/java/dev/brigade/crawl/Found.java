package dev.brigade.crawl;

import dev.brigade.manifest.Listing;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a crawl found. Thread-safe. */
final class Found implements CrawlSink {
    private final List<Listing> listings = Collections.synchronizedList(new ArrayList<>());
    final Map<FileName, String> unreadable = Collections.synchronizedMap(new TreeMap<>());

    static CrawlRules rules(int threads) {
        return new CrawlRules(EntryFilter.NONE, 0, true, threads, () -> false);
    }

    static CrawlRules filtered(EntryFilter filter) {
        return new CrawlRules(filter, 0, true, 4, () -> false);
    }

    /** Crawls the contents of a directory. */
    static Found in(Path root, CrawlRules rules) throws IOException, InterruptedException {
        return of(contents(root), List.of(), rules);
    }

    static Found of(Source source, List<Source> earlier, CrawlRules rules) throws IOException, InterruptedException {
        Found found = new Found();
        Crawler.crawl(source, earlier, rules, found);
        return found;
    }

    static Source contents(Path root) {
        return new Source(root + "/", root, FileName.ROOT);
    }

    static Source itself(Path directory) {
        return new Source(directory.toString(), directory.getParent(), FileName.lastOf(directory));
    }

    @Override
    public void listing(Listing listing) {
        listings.add(listing);
    }

    @Override
    public void unreadable(FileName name, String reason) {
        unreadable.merge(name, reason, (one, other) -> one + " and " + other);
    }

    /** What could not be read, and why, by debug text. */
    Map<String, String> unreadable() {
        Map<String, String> text = new TreeMap<>();
        unreadable.forEach((name, reason) -> text.put(name.toString(), reason));
        return text;
    }

    List<Listing> listings() {
        return List.copyOf(listings);
    }

    List<Listing> listings(String directory) {
        return listings().stream()
                .filter(listing -> listing.directory().equals(FileName.of(directory)))
                .toList();
    }

    /** All entries by name; one that was found twice fails. */
    Map<FileName, Entry> entries() {
        Map<FileName, Entry> entries = new TreeMap<>();
        for (Listing listing : listings()) {
            for (Entry entry : listing.entries()) {
                FileName name = listing.directory().resolve(entry.name());
                if (entries.put(name, entry) != null) {
                    throw new AssertionError("found twice: " + name);
                }
            }
        }
        return entries;
    }

    /** All names, a slash behind those of directories. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        entries().forEach((name, entry) -> names.add(name + (entry.type() == EntryType.DIRECTORY ? "/" : "")));
        return names;
    }
}
