package dev.brigade.manifest;

import java.io.IOException;

/** Where the names of a bucket go. */
@FunctionalInterface
public interface TransferItemSink {
    /**
     * Takes one unit.
     *
     * @throws IOException where it cannot be kept
     */
    void accept(TransferItem item) throws IOException;
}
