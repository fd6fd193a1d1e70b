package dev.brigade.crawl;

import dev.brigade.manifest.Listing;
import dev.brigade.model.FileName;
import java.io.IOException;

/** Where a crawl's findings go. Called by many threads at once. */
public interface CrawlSink {
    /**
     * A directory, or a part of it, was read.
     *
     * @throws IOException ends the crawl: what was found could not be kept
     */
    void listing(Listing listing) throws IOException;

    /** An entry was looked at: a sign of life, for each of them. */
    default void looked() {}

    /**
     * An entry could not be read, so that it, or what lies below it, is not in any listing.
     *
     * @param name path below the root of the transfer
     * @param reason what the system said, one line
     */
    void unreadable(FileName name, String reason);
}
