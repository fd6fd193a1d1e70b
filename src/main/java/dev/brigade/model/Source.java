package dev.brigade.model;

import java.nio.file.Path;

/**
 * A source directory, as rsync's slash says: {@code src/} means its contents, {@code src} the directory itself.
 *
 * @param given as the user wrote it
 * @param root real path of the directory that is the root of the transfer and every rsync's working directory
 * @param prefix the empty name if the contents of {@code root} are copied, else the entry of {@code root} that is
 *     copied
 */
public record Source(String given, Path root, FileName prefix) {
    /** Returns whether an entry of the transfer can belong to this source. */
    public boolean covers(FileName name) {
        return name.isWithin(prefix);
    }

    /** Returns the real path of the directory that is read. */
    public Path directory() {
        return prefix.under(root);
    }
}
