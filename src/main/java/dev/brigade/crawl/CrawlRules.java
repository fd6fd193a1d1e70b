package dev.brigade.crawl;

import dev.brigade.model.EntryFilter;
import java.util.function.BooleanSupplier;

/**
 * What a crawl leaves out and looks for.
 *
 * @param filter entries that are left out
 * @param oneFileSystem 0: mounts below the source are crossed; 1: they are listed as empty directories; 2: they are
 *     left out
 * @param hardLinks whether entries of one inode have to be known as such
 * @param times whether entries need their modification times; without, they may be 0, which makes a crawl faster
 * @param threads directories read at a time, at least 1
 * @param stopped asked again and again; once true the crawl ends early, whatever it has found
 */
public record CrawlRules(
        EntryFilter filter, int oneFileSystem, boolean hardLinks, boolean times, int threads, BooleanSupplier stopped) {

    /** Directories that a crawl reads at a time: it waits for round trips, and more brought nothing behind 1 ms. */
    public static final int THREADS = 32;

    /** With modification times. */
    public CrawlRules(EntryFilter filter, int oneFileSystem, boolean hardLinks, int threads, BooleanSupplier stopped) {
        this(filter, oneFileSystem, hardLinks, true, threads, stopped);
    }
}
