package dev.brigade.crawl;

import dev.brigade.model.EntryFilter;
import java.util.function.BooleanSupplier;

/**
 * How a crawl reads its source.
 *
 * @param filter entries that it excludes
 * @param oneFileSystem 0: it crosses mounts below the source; 1: it lists them as empty directories; 2: it excludes
 *     them
 * @param hardLinks whether it recognises the names of one inode
 * @param threads directories read at a time, at least 1
 * @param calls how it reads
 * @param stopped asked often; the crawl ends early once it returns true
 */
public record CrawlRules(
        EntryFilter filter,
        int oneFileSystem,
        boolean hardLinks,
        int threads,
        SystemCalls calls,
        BooleanSupplier stopped) {

    /** Directories read at a time. A crawl waits for round trips; more were not faster with a latency of 1 ms. */
    public static final int THREADS = 32;

    /** Makes rules of a crawl that reads with what Java has. */
    public CrawlRules(EntryFilter filter, int oneFileSystem, boolean hardLinks, int threads, BooleanSupplier stopped) {
        this(filter, oneFileSystem, hardLinks, threads, SystemCalls.NONE, stopped);
    }
}
