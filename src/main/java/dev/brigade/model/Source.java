package dev.brigade.model;

import java.nio.file.Path;

/**
 * A source directory, as rsync's slash says: {@code src/} means its contents, {@code src} the directory itself.
 *
 * @param given as the user wrote it
 * @param root real path of the directory that is the root of the transfer and every rsync's working directory
 * @param prefix the empty name where the contents of {@code root} are copied, else the one entry of {@code root} that
 *     is
 */
public record Source(String given, Path root, FileName prefix) {
    /** Whether an entry of the transfer can be this source's. */
    public boolean covers(FileName name) {
        return name.isWithin(prefix);
    }

    /** Real path of the directory that is read. */
    public Path directory() {
        return prefix.under(root);
    }
}
