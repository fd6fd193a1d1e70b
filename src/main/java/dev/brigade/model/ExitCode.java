package dev.brigade.model;

/** The exit codes, rising with severity. An unknown code is a failure. */
public enum ExitCode {
    OK(0, "all copied and verified"),
    BUG(1, "brigade itself failed"),
    USAGE(2, "the command line or a setting is wrong"),
    SOURCE_CHANGED(3, "complete, but the source changed during the run"),
    INTERRUPTED(10, "interrupted"),
    BUSY(11, "another run of the same sources and destination is active"),
    FAILED(20, "some entries failed; they are listed"),
    DIFFERS(21, "the destination differs from the source"),
    NO_SPACE(30, "no space is left"),
    STORAGE_LOST(31, "the storage was lost"),
    NOT_READY(40, "the machine, a source or the destination is not ready");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** Returns the number. */
    public int number() {
        return number;
    }

    /** Returns the meaning in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Returns whether a code means that everything is there, even if the source changed meanwhile. */
    public static boolean isComplete(int number) {
        return number == OK.number || number == SOURCE_CHANGED.number;
    }

    /** Returns the code of a run that ended. */
    public static ExitCode of(Outcome outcome) {
        if (outcome.stopped().isPresent()) {
            return switch (outcome.stopped().get().reason()) {
                case INTERRUPTED -> INTERRUPTED;
                case BROKEN -> BUG;
                case NO_RSYNC -> NOT_READY;
                case NO_SPACE -> NO_SPACE;
                case STORAGE_LOST -> STORAGE_LOST;
            };
        }
        boolean reported = outcome.task().dryRun() && !outcome.task().copies();
        boolean differs = reported
                && !(outcome.entries().repaired().isEmpty()
                        && outcome.entries().deleted().isEmpty());
        if (differs || !outcome.entries().differing().isEmpty()) {
            return DIFFERS;
        }
        if (!outcome.entries().failed().isEmpty()) {
            return FAILED;
        }
        return outcome.entries().changed().isEmpty()
                        && outcome.entries().vanished().isEmpty()
                ? OK
                : SOURCE_CHANGED;
    }

    /** Returns the code of a run that was refused. */
    public static ExitCode of(RefusedException.Fault fault) {
        return switch (fault) {
            case USAGE, RSYNC_OPTIONS -> USAGE;
            case BUSY -> BUSY;
            case SHARDS_MISSING -> FAILED;
            case STRAYS -> STORAGE_LOST;
            default -> NOT_READY;
        };
    }
}
