package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Change;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Watches the copy pass for files that were updated in place although the destination knows them by several names and
 * the source does not: the other names have changed with them, and where their size and time happen to be equal a quick
 * comparison would not see it. Thread-safe.
 */
final class InPlaceWatch implements Consumer<RunEvent> {
    private final Path destination;
    private volatile boolean seen;

    InPlaceWatch(Path destination) {
        this.destination = destination;
    }

    @Override
    public void accept(RunEvent event) {
        if (!seen
                && event instanceof RunEvent.EntryChanged changed
                && changed.bucket().kind() != Bucket.Kind.LINKS) {
            Change change = changed.change();
            seen = change.isTransfer() && !change.isCreation() && hasSeveralNames(change);
        }
    }

    private boolean hasSeveralNames(Change change) {
        try {
            Object names =
                    Files.getAttribute(change.name().under(destination), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
            return names instanceof Integer number && number > 1;
        } catch (IOException e) {
            return false; // Gone again: whatever is there at the end is verified like everything else.
        }
    }

    /** Whether there was such a file. */
    boolean seen() {
        return seen;
    }
}
