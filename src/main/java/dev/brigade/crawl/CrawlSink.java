package dev.brigade.crawl;

import dev.brigade.manifest.Listing;
import dev.brigade.model.FileName;
import java.io.IOException;

/** Takes the findings of a crawl. Many threads call it at once. */
public interface CrawlSink {
    /**
     * Takes a directory, or a part of one.
     *
     * @throws IOException ends the crawl; a {@link dev.brigade.manifest.StateException} if the listing cannot be kept
     */
    void listing(Listing listing) throws IOException;

    /** Learns that the crawl looked at an entry, so it is alive. */
    default void looked() {}

    /**
     * Learns that no listing has an entry, or the entries below it, because it could not be read.
     *
     * @param name path below the root of the transfer
     * @param reason the system's words, one line
     */
    void unreadable(FileName name, String reason);

    /**
     * Learns that an entry is left out, because an earlier source has another one of its name.
     *
     * @param name path below the root of the transfer
     * @param reason one line
     */
    default void hidden(FileName name, String reason) {
        unreadable(name, reason);
    }
}
