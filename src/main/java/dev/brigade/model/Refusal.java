package dev.brigade.model;

import java.util.Optional;
import java.util.Set;

/** Something that a storage refuses for many entries alike, though it keeps their data. Pure. */
public enum Refusal {
    /** The owner or the group. */
    OWNERS(
            "the storage refuses their owner or group, as an NFS server with root_squash does",
            "export with no_root_squash, or do not copy owners: --rsync \"-rlptDH\""),
    /** The time of a symbolic link. */
    LINK_TIMES("the storage does not keep times of symbolic links", "do not copy them: --rsync \"-aHJ --numeric-ids\"");

    private static final Set<String> OWNERSHIP = Set.of("owner", "group", "owner,group");

    private final String meaning;
    private final String remedy;

    Refusal(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Returns what the storage refuses, one clause. */
    public String meaning() {
        return meaning;
    }

    /** Returns what to do about it, one sentence without its end. */
    public String remedy() {
        return remedy;
    }

    /** Returns the refusal behind a difference that is left. */
    public static Optional<Refusal> of(Change change) {
        String difference = change.difference();
        if (OWNERSHIP.contains(difference)) {
            return Optional.of(OWNERS);
        }
        return change.isSymlink() && difference.equals("time") ? Optional.of(LINK_TIMES) : Optional.empty();
    }

    /** Returns the refusal behind a failure. */
    public static Optional<Refusal> of(Problem problem) {
        return problem.isOwnerRefused() ? Optional.of(OWNERS) : Optional.empty();
    }
}
