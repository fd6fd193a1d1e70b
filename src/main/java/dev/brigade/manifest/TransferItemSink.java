package dev.brigade.manifest;

import java.io.IOException;

/** Takes the names of a bucket. */
@FunctionalInterface
public interface TransferItemSink {
    /**
     * Takes one name.
     *
     * @throws IOException if it cannot be kept
     */
    void accept(TransferItem item) throws IOException;
}
