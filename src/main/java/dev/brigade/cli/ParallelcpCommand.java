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

/** {@code brigade parallelcp}: replaces the script of that name by {@code sync}. */
@Command(
        name = "parallelcp",
        description = "Copy the contents of SRC into DST like the script parallelcp, then verify:"
                + " brigade sync with default options.",
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
                    "The source directory, with or without a slash at the end, and the destination. A missing destination"
                            + " is created, with its parents.")
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
            throw RefusedException.usage("name one source and one destination: brigade parallelcp SRC DST");
        }
        String source = paths.get(0);
        if (source.isEmpty()) {
            throw RefusedException.usage("the path of the source is empty");
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
                state.files(run.environment()));
    }
}
