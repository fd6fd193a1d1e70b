package dev.brigade.crawl;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.Source;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the entries that a list names, instead of all entries of a source: a name with a slash at its end is a
 * directory with everything below it, another one is that entry alone. Used once.
 */
public final class NamedCrawl {
    private final Source source;
    private final CrawlRules rules;
    private final CrawlSink sink;
    private final ThreadReader reader;
    private FileName parent = FileName.ROOT;
    private List<Entry> entries = new ArrayList<>();

    private NamedCrawl(Source source, CrawlRules rules, CrawlSink sink, ThreadReader reader) {
        this.source = source;
        this.rules = rules;
        this.sink = sink;
        this.reader = reader;
    }

    /**
     * Looks at all named entries, one after the other; directories with everything below them in parallel.
     *
     * @param names file of names below the root of the transfer, a NUL behind each
     * @throws IOException if the list cannot be read, or the sink fails
     */
    public static void crawl(Source source, Path names, CrawlRules rules, CrawlSink sink)
            throws IOException, InterruptedException {
        try (ThreadReader reader = new ThreadReader(rules.calls(), source);
                InputStream in = new BufferedInputStream(Files.newInputStream(names))) {
            NamedCrawl crawl = new NamedCrawl(source, rules, sink, reader);
            ByteArrayOutputStream name = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && !rules.stopped().getAsBoolean(); b = in.read()) {
                if (b == 0) {
                    crawl.take(name.toByteArray());
                    name.reset();
                } else {
                    name.write(b);
                }
            }
            crawl.flush();
        }
    }

    private void take(byte[] name) throws IOException, InterruptedException {
        int length = name.length;
        if (length > 0 && name[length - 1] == '/') {
            FileName below = FileName.of(name, 0, length - 1);
            Crawler.crawl(new Source(source.given(), source.root(), below), List.of(), rules, sink);
        } else {
            add(FileName.of(name));
        }
    }

    private void add(FileName name) throws IOException {
        sink.looked();
        rules.calls().read(1);
        Attributes found;
        try {
            found = reader.now().attributes(name);
        } catch (IOException e) {
            sink.unreadable(name, Reasons.of(e));
            return;
        }
        if (isExcluded(name, found.isDirectory())) {
            return;
        }
        if (!name.parent().equals(parent) || entries.size() == Listing.MAX_ENTRIES) {
            flush();
            parent = name.parent();
        }
        entries.add(found.entry(name.last(), rules));
    }

    /** A name is excluded itself, or is below a directory that is. */
    private boolean isExcluded(FileName name, boolean isDirectory) {
        if (rules.filter() == EntryFilter.NONE || name.isRoot()) {
            return false;
        }
        return rules.filter().excludes(name, isDirectory) || isExcluded(name.parent(), true);
    }

    private void flush() throws IOException {
        if (!entries.isEmpty()) {
            sink.listing(new Listing(parent, Extent.MORE, entries));
            entries = new ArrayList<>();
        }
    }
}
