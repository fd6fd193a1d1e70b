package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.manifest.StateException;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a command, as the user meets it.
 *
 * @param message one line
 */
record Failure(ExitCode code, String message) {
    /** Returns the exit code and the line of an exception. Pure. */
    static Failure of(Throwable e) {
        if (e instanceof RefusedException refused) {
            return new Failure(ExitCode.of(refused.fault()), message(e));
        }
        if (e instanceof IOException io && Reasons.isTooManyFiles(io)) {
            return new Failure(
                    ExitCode.NOT_READY,
                    message(e) + ": raise the limit of open files (ulimit -n), or use fewer processes");
        }
        if (e instanceof StateException state) {
            return new Failure(
                    Reasons.isNoSpace(state) ? ExitCode.NO_SPACE : ExitCode.BUG,
                    "cannot write the state of the run: " + message(e)
                            + ". Free some space, or name another directory with --state-dir");
        }
        if (isWithoutThread(e)) {
            return new Failure(
                    ExitCode.NOT_READY,
                    "the system allows no more threads or processes: raise ulimit -u, ulimit -v or pids.max");
        }
        return new Failure(
                ExitCode.BUG,
                "internal error: " + e.getClass().getSimpleName() + ": " + message(e)
                        + ". Please report it with the output of --debug");
    }

    private static boolean isWithoutThread(@Nullable Throwable e) {
        return e instanceof OutOfMemoryError && String.valueOf(e.getMessage()).contains("native thread")
                || e != null && isWithoutThread(e.getCause());
    }

    /** Returns the message on one line. */
    static String message(Throwable e) {
        return Names.printable(String.valueOf(e.getMessage()));
    }
}
