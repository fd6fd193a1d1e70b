package dev.brigade.cli;

import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.StopReason;

/** The exit codes that msrsync declares (and itself never returns), and 1 for a failure of brigade. */
enum MsrsyncExit {
    OK(0, "all copied"),
    BUG(1, "brigade failed, or its result could not be printed"),
    NO_BUCKET_DIRECTORY(11, "the bucket directory does not exist"),
    BUCKET_DIRECTORY(12, "the bucket directory cannot be used"),
    NO_RSYNC(14, "rsync is not on PATH, or does not work"),
    SOURCE_MISSING(15, "a source is not a directory"),
    SOURCE_UNREADABLE(16, "a source cannot be read"),
    READ_ONLY(17, "the destination cannot be written"),
    OPTIONS(19, "an rsync option cannot be used here"),
    RSYNC_SLOW(20, "rsync does not respond"),
    FAILED(21, "some entries were not copied; they are listed"),
    DESTINATION_IS_FILE(23, "the destination is a file"),
    NOT_MADE(24, "the destination cannot be created"),
    INTERRUPTED(27, "interrupted"),
    USAGE(97, "the command line is wrong");

    final int number;
    final String meaning;

    MsrsyncExit(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** Returns the code of a run that ended. An entry that vanished from the source is no failure. */
    static MsrsyncExit of(Outcome outcome) {
        if (outcome.stopped().isPresent()) {
            return outcome.stopped().get().reason() == StopReason.INTERRUPTED ? INTERRUPTED : FAILED;
        }
        return outcome.entries().failed().isEmpty() ? OK : FAILED;
    }

    /** Returns the code of a run that was refused. */
    static MsrsyncExit of(Fault fault) {
        return switch (fault) {
            case FILES_MISSING -> NO_BUCKET_DIRECTORY;
            case FILES_UNUSABLE -> BUCKET_DIRECTORY;
            case RSYNC_MISSING -> NO_RSYNC;
            case SOURCE_MISSING -> SOURCE_MISSING;
            case SOURCE_UNREADABLE -> SOURCE_UNREADABLE;
            case DESTINATION_READ_ONLY -> READ_ONLY;
            case RSYNC_OPTIONS -> OPTIONS;
            case RSYNC_SLOW -> RSYNC_SLOW;
            case DESTINATION_IS_FILE -> DESTINATION_IS_FILE;
            case DESTINATION_NOT_MADE -> NOT_MADE;
            case USAGE, BUSY, NOT_READY, NOT_CONTINUED -> USAGE;
            case STRAYS, SHARDS_MISSING -> FAILED;
        };
    }
}
