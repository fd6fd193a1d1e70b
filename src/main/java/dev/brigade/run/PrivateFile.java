package dev.brigade.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** New files that only their owner may read: names tell much. */
final class PrivateFile {
    private PrivateFile() {}

    /** Opens a file that must not be there yet. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Opens a file that must not be there yet, as a stream. */
    static OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(open(file));
    }
}
