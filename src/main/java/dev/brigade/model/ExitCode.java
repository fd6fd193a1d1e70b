package dev.brigade.model;

/** The exit codes, rising with severity; whoever does not know one takes it for a failure. */
public enum ExitCode {
    OK(0, "all copied and verified"),
    BUG(1, "brigade itself failed"),
    USAGE(2, "the command line makes no sense"),
    SOURCE_CHANGED(3, "the source changed or vanished meanwhile, all else is fine"),
    INTERRUPTED(10, "interrupted"),
    BUSY(11, "another run of the same sources and destination is under way"),
    FAILED(20, "some entries failed; they are listed"),
    DIFFERS(21, "the destination differs after verification"),
    NO_SPACE(30, "no space is left"),
    STORAGE_LOST(31, "the storage was lost"),
    PREFLIGHT(40, "the machine, a source or the destination is not ready");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number a shell sees. */
    public int number() {
        return number;
    }

    /** What it means, one clause. */
    public String meaning() {
        return meaning;
    }

    /** The code of a run that ended. */
    public static ExitCode of(Outcome outcome) {
        if (outcome.stopped().isPresent()) {
            return switch (outcome.stopped().get().reason()) {
                case INTERRUPTED -> INTERRUPTED;
                case BROKEN -> BUG;
                case NO_RSYNC -> PREFLIGHT;
                case NO_SPACE -> NO_SPACE;
                case STORAGE_LOST -> STORAGE_LOST;
            };
        }
        boolean reported = outcome.request().dryRun() && !outcome.request().copies();
        boolean differs =
                reported && !(outcome.repaired().isEmpty() && outcome.deleted().isEmpty());
        if (differs || !outcome.differing().isEmpty()) {
            return DIFFERS;
        }
        if (!outcome.failed().isEmpty()) {
            return FAILED;
        }
        return outcome.changed().isEmpty() && outcome.vanished().isEmpty() ? OK : SOURCE_CHANGED;
    }

    /** The code of a run that was refused. */
    public static ExitCode of(RefusedException.Fault fault) {
        return switch (fault) {
            case USAGE, RSYNC_OPTIONS -> USAGE;
            case BUSY -> BUSY;
            case STRAYS -> STORAGE_LOST;
            default -> PREFLIGHT;
        };
    }
}
