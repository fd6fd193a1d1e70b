package dev.brigade.rsync;

import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import java.util.Optional;

/**
 * Writes names for rsync. All begin with {@code ./}, so that none can be an option, a comment or a remote host;
 * {@code ././a} instead of {@code ./a}, because with the latter every process sets the attributes of the root, too.
 */
public final class TransferItemName {
    private static final FileName HERE = FileName.of(".");
    private static final FileName BELOW = FileName.of("./.");
    private static final byte[] CONTENTS = {'/'};

    private TransferItemName() {}

    /** Returns the name as bytes; empty if rsync needs no name: the root is named by its entries. */
    public static Optional<FileName> of(TransferItem item, Source source) {
        if (item.name().isRoot()) {
            return item.contents() ? Optional.of(FileName.of("./")) : Optional.empty();
        }
        // Names of a split root bring the root's attributes with them.
        boolean inSplitRoot = source.prefix().isRoot()
                && !item.contents()
                && item.name().parent().isRoot();
        FileName name = (inSplitRoot ? HERE : BELOW).resolve(item.name());
        return Optional.of(item.contents() ? name.append(CONTENTS) : name);
    }
}
