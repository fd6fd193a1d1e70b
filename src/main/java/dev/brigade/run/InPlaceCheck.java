package dev.brigade.run;

import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the files of a bucket can be written in place. A file of the destination that has further names
 * there, as in a snapshot by {@code cp -al}, would change under all of them. Large files are looked at one by one. For
 * other files it is enough that their directory does not exist yet: to look at each costs as much as the copy of an
 * unchanged tree. Not thread-safe; used once.
 */
final class InPlaceCheck implements TransferItemSink {
    private final Path destination;
    private final Bucket.Kind kind;
    private boolean safe = true;
    private @Nullable FileName missing;

    InPlaceCheck(Path destination, Bucket.Kind kind) {
        this.destination = destination;
        this.kind = kind;
    }

    @Override
    public void accept(TransferItem item) {
        if (!safe) {
            return;
        }
        if (kind == Bucket.Kind.LARGE) {
            safe = names(item.name()) <= 1;
            return;
        }
        FileName directory = item.contents() ? item.name() : item.name().parent();
        if (!Objects.equals(directory, missing)) {
            safe = names(directory) == 0;
            missing = directory;
        }
    }

    /** Returns the number of names of an entry; 0 if it does not exist, many if that is unknown. */
    private int names(FileName name) {
        try {
            return (Integer) Files.getAttribute(name.under(destination), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    boolean isSafe() {
        return safe;
    }
}
