package dev.brigade.run;

import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.rsync.TransferItemName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects a bucket's names as arguments, unless a name has bytes that an argument cannot hold, or all together are too
 * long.
 */
final class ArgumentList implements TransferItemSink {
    /** A pointer and the ending NUL. */
    private static final int OVERHEAD_BYTES = 9;

    private final Source source;
    private final long limit;
    private final List<String> names = new ArrayList<>();
    private long bytes;
    private boolean possible = true;
    private FileName first = FileName.ROOT;

    ArgumentList(Source source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    @Override
    public void accept(TransferItem item) {
        if (first.isRoot()) {
            first = item.name();
        }
        Optional<FileName> name = TransferItemName.of(item, source);
        if (name.isEmpty() || !possible) {
            return;
        }
        Optional<String> argument = name.get().asArgument();
        bytes += name.get().length() + OVERHEAD_BYTES;
        possible = argument.isPresent() && bytes <= limit;
        if (possible) {
            names.add(argument.get());
        } else {
            names.clear();
        }
    }

    /** Returns the first name, below the root of the transfer. */
    FileName first() {
        return first;
    }

    /** Returns the arguments; empty if the names need a list file. */
    Optional<List<String>> names() {
        return possible ? Optional.of(List.copyOf(names)) : Optional.empty();
    }
}
