package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brigade parallelcp}: replaces the script of that name by {@code sync}. */
@Command(name = "parallelcp", description = "Copy as the script parallelcp does, then verify.", sortOptions = false)
final class ParallelcpCommand extends RequestCommand {
    private final SyncOptions options = new SyncOptions();

    @Mixin
    private final StateOptions state = options.state;

    @Mixin
    private final EngineOption engine = new EngineOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "SRC DST",
            hideParamSyntax = true,
            description = "The source directory, with or without a slash at the end, and the destination."
                    + " brigade creates a missing destination and its parents.")
    private List<String> paths = new ArrayList<>();

    ParallelcpCommand(RunCommand run) {
        super(run);
    }

    @Override
    SyncRequest request() throws RefusedException {
        if (paths.size() != 2) {
            throw RefusedException.usage("name one source and one destination: brigade parallelcp SRC DST");
        }
        String source = paths.get(0);
        if (source.isEmpty()) {
            throw RefusedException.usage("the path of the source is empty");
        }
        options.paths = List.of(source.endsWith("/") ? source : source + "/", paths.get(1));
        options.parents = true;
        options.engine = engine.toEngine();
        return options.toRequest(Mode.SYNC, "quick", state.files(run.environment()));
    }
}
