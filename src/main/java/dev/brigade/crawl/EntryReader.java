package dev.brigade.crawl;

import dev.brigade.model.FileName;
import java.io.IOException;

/** Reads directories and attributes of entries below one root, for one thread. Not thread-safe. */
interface EntryReader extends AutoCloseable {
    /**
     * Reads a directory.
     *
     * @param follow whether the directory may be a symbolic link
     * @throws IOException if the directory cannot be opened, or what the taker throws
     */
    void read(FileName directory, boolean follow, Taker taker) throws IOException;

    /** Returns the attributes of an entry. */
    Attributes attributes(FileName name) throws IOException;

    @Override
    default void close() {}

    /** Takes the entries of a directory. */
    interface Taker {
        /** Takes an entry by its last component. */
        void found(FileName last, Attributes attributes) throws IOException;

        /** Takes an entry whose attributes cannot be read. */
        void failed(FileName last, IOException e);

        /** Learns that the directory has more entries, which cannot be read. */
        void broken(IOException e);
    }
}
