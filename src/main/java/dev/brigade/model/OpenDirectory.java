package dev.brigade.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens directories that may be something else by now. */
public final class OpenDirectory {
    private OpenDirectory() {}

    /**
     * Opens a directory to read its entries. Looks at it first: to open a FIFO would wait for a writer, perhaps for
     * ever.
     *
     * @throws NotDirectoryException if it is no directory, or a symbolic link
     * @throws IOException if it is missing or cannot be read
     */
    @SuppressWarnings("StreamResourceLeak") // The caller closes it.
    public static DirectoryStream<Path> at(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
        return Files.newDirectoryStream(path);
    }
}
