package dev.brigade.sync;

import dev.brigade.manifest.Manifest;
import dev.brigade.model.FileName;
import dev.brigade.plan.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Looks whether the destination still holds what an unfinished run copied there; it may have been emptied or formatted
 * since. Thread-safe.
 */
final class EarlierWork {
    private final Path destination;
    private final LongAdder looked = new LongAdder();
    private final LongAdder lost = new LongAdder();

    EarlierWork(Path destination) {
        this.destination = destination;
    }

    /** Returns whether one entry of a copied work item is still there. */
    boolean isThere(WorkItem workItem, Manifest manifest) throws IOException {
        Optional<FileName> witness = manifest.witness(workItem.slice());
        boolean there = witness.isEmpty() || Files.exists(witness.get().under(destination), LinkOption.NOFOLLOW_LINKS);
        looked.increment();
        lost.add(there ? 0 : 1);
        return there;
    }

    /** Returns how many work items were looked at. */
    long looked() {
        return looked.sum();
    }

    /** Returns how many work items were copied and are gone. */
    long lost() {
        return lost.sum();
    }
}
