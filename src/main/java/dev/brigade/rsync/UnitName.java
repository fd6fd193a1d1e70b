package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.model.Unit;
import java.util.Optional;

/**
 * How a unit is written for rsync. All names begin with {@code ./}, so that none can be taken for an option, a list's comment or a remote
 * host; {@code ././a} rather than {@code ./a}, because the latter makes every process set the attributes of the root as well.
 */
public final class UnitName {
    private static final FileName HERE = FileName.of(".");
    private static final FileName BELOW = FileName.of("./.");
    private static final byte[] CONTENTS = {'/'};

    private UnitName() {}

    /** The unit as bytes, or empty where naming nothing is right: the root itself is named by its entries. */
    public static Optional<FileName> of(Unit unit, Source source) {
        if (unit.name().isRoot()) {
            return unit.contents() ? Optional.of(FileName.of("./")) : Optional.empty();
        }
        // Names of a split root bring the root's attributes with them.
        boolean inSplitRoot = source.prefix().isRoot()
                && !unit.contents()
                && unit.name().parent().isRoot();
        FileName name = (inSplitRoot ? HERE : BELOW).resolve(unit.name());
        return Optional.of(unit.contents() ? name.append(CONTENTS) : name);
    }
}
