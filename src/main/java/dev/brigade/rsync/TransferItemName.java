package dev.brigade.rsync;

import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import java.util.Optional;

/**
 * How a unit is written for rsync. All names begin with {@code ./}, so that none can be taken for an option, a list's
 * comment or a remote host; {@code ././a} rather than {@code ./a}, because the latter makes every process set the
 * attributes of the root as well.
 */
public final class TransferItemName {
    private static final FileName HERE = FileName.of(".");
    private static final FileName BELOW = FileName.of("./.");
    private static final byte[] CONTENTS = {'/'};

    private TransferItemName() {}

    /** The unit as bytes, or empty where naming nothing is right: the root itself is named by its entries. */
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
