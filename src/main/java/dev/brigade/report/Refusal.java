package dev.brigade.report;

import dev.brigade.model.Change;
import dev.brigade.model.Problem;
import java.util.Optional;
import java.util.Set;

/** Something that a storage refuses for many entries alike, though it keeps their data. Pure. */
enum Refusal {
    OWNERS("the storage refuses their owner or group, as an NFS server with root_squash does. Export with"
            + " no_root_squash, or do not copy owners: --rsync \"-rlptDH\""),
    LINK_TIMES(
            "the storage does not keep times of symbolic links. Do not copy them:" + " --rsync \"-aHJ --numeric-ids\"");

    private static final Set<String> OWNERSHIP = Set.of("owner", "group", "owner,group");

    /** The meaning and the remedy. */
    final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** Returns the refusal behind a difference that is left. */
    static Optional<Refusal> of(Change change) {
        String difference = change.difference();
        if (OWNERSHIP.contains(difference)) {
            return Optional.of(OWNERS);
        }
        return change.isSymlink() && difference.equals("time") ? Optional.of(LINK_TIMES) : Optional.empty();
    }

    /** Returns the refusal behind a failure. */
    static Optional<Refusal> of(Problem problem) {
        return problem.isOwnerRefused() ? Optional.of(OWNERS) : Optional.empty();
    }
}
