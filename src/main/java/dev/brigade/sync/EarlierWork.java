package dev.brigade.sync;

import dev.brigade.manifest.Manifest;
import dev.brigade.model.FileName;
import dev.brigade.plan.WorkItem;
import dev.brigade.state.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells what an unfinished run has copied: what its journal says, if the destination still holds one entry of it. So
 * what was copied into a destination that was emptied or formatted since is copied again.
 */
final class EarlierWork {
    private final Journal journal;
    private final Path destination;
    private final Looks looks;

    EarlierWork(Journal journal, Path destination, Looks looks) {
        this.journal = journal;
        this.destination = destination;
        this.looks = looks;
    }

    boolean isDone(WorkItem workItem, Manifest manifest) throws IOException {
        if (!journal.isDone(workItem.number())) {
            return false;
        }
        Optional<FileName> witness = manifest.witness(workItem.slice());
        boolean there = witness.isEmpty() || Files.exists(witness.get().under(destination), LinkOption.NOFOLLOW_LINKS);
        looks.add(there);
        return there;
    }

    /** Counts what was looked at; another thread watches that it goes on. */
    static final class Looks {
        private final LongAdder count = new LongAdder();
        private final LongAdder lost = new LongAdder();

        private void add(boolean there) {
            count.increment();
            lost.add(there ? 0 : 1);
        }

        long count() {
            return count.sum();
        }

        /** Returns how many work items were copied and are gone. */
        long lost() {
            return lost.sum();
        }
    }
}
