package dev.brigade.run;

import dev.brigade.manifest.Private;
import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.rsync.TransferItemName;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a bucket's names to a file for {@code --from0 --files-from}, completely or not at all: rsync cannot notice
 * that a list is cut short.
 */
final class ListFile implements TransferItemSink, AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final Source source;
    private final boolean kept;
    private final FileChannel channel;
    private final OutputStream out;

    /** Begins a list; {@link #close} deletes it unless it is kept. */
    ListFile(Path file, Source source, boolean kept) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.source = source;
        this.kept = kept;
        this.channel = create(unfinished);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /** Makes a file that must not exist yet; only its owner may read it, because names tell much. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Private.FILE);
    }

    @Override
    public void accept(TransferItem item) throws IOException {
        Optional<FileName> name = TransferItemName.of(item, source);
        if (name.isPresent()) {
            out.write(name.get().toBytes());
            out.write(0);
        }
    }

    Path finish() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
        if (!kept) {
            Files.deleteIfExists(file);
        }
    }
}
