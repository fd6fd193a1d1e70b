package dev.brigade.cli;

import dev.brigade.model.Access;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brigade parallelcp}: what the script of that name is called for, done by {@code sync}. */
@Command(
        name = "parallelcp",
        description = "Copies the contents of one directory into another, as the script parallelcp does, and verifies:"
                + " brigade sync with nothing to choose.",
        sortOptions = false)
final class ParallelcpCommand implements Callable<Integer> {
    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "SRC DST",
            hideParamSyntax = true,
            description =
                    "The directory whose contents are copied, with or without a slash, and the directory into which"
                            + " they go; it is made, with its parents, where it is missing.")
    private List<String> paths = new ArrayList<>();

    private final RunCommand run;

    ParallelcpCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        return run.run(request(), output);
    }

    private SyncRequest request() throws RefusedException {
        if (paths.size() != 2) {
            throw RefusedException.usage("one source and one destination are needed: brigade parallelcp SRC DST");
        }
        String source = paths.get(0);
        if (source.isEmpty()) {
            throw RefusedException.usage("the source is an empty word");
        }
        return new SyncRequest(
                Mode.SYNC,
                List.of(source.endsWith("/") ? source : source + "/"),
                paths.get(1),
                true,
                Access.USUAL,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                VerifyLevel.QUICK,
                List.of(),
                false,
                OptionalLong.empty(),
                false,
                Limits.NONE,
                state.files());
    }
}
