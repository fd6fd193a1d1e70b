package dev.brigade.report;

import dev.brigade.model.Change;
import dev.brigade.model.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * What a storage refuses for many entries alike, though their data is there: said in one line with its remedy. Pure.
 */
enum Refusal {
    /** As a server does that squashes root, or a file system without owners. */
    OWNERS("their owner or group was refused, as by root_squash: export it with no_root_squash, or leave owners out,"
            + " as --rsync \"-rlptDH\" does"),
    /** As some servers do. */
    LINK_TIMES("symbolic links keep no time there: leave it out, as --rsync \"-aHJ --numeric-ids\" does");

    private static final Set<String> OWNERSHIP = Set.of("owner", "group", "owner,group");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** What it means and what to do. */
    String text() {
        return text;
    }

    /** The refusal behind a difference that is left. */
    static Optional<Refusal> of(Change change) {
        String difference = change.difference();
        if (OWNERSHIP.contains(difference)) {
            return Optional.of(OWNERS);
        }
        return change.isSymlink() && difference.equals("time") ? Optional.of(LINK_TIMES) : Optional.empty();
    }

    /** The refusal behind a failure. */
    static Optional<Refusal> of(Problem problem) {
        return problem.isOwnerRefused() ? Optional.of(OWNERS) : Optional.empty();
    }
}
