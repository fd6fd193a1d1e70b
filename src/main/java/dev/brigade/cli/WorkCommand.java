package dev.brigade.cli;

import dev.brigade.exec.Children.Captured;
import dev.brigade.job.PlannedJob;
import dev.brigade.manifest.StateException;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.state.ShardAttempt;
import dev.brigade.state.ShardState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brigade work}: copies and verifies shards of a job. */
@Command(name = "work", description = "Copy and verify shards of a planned job on this client.", sortOptions = false)
final class WorkCommand extends OutcomeCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(names = "--again", description = "Work on a shard again that is done.")
    private boolean again;

    @Mixin
    private final ClientOptions client = new ClientOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "K...",
            hideParamSyntax = true,
            description = "Numbers of shards, or ranges such as 0-7. Without K, brigade takes the number that Slurm,"
                    + " Kubernetes, PBS, LSF, Grid Engine, Flux, AWS, Azure or Google give an array task.")
    private List<String> shards = new ArrayList<>();

    private final Map<List<String>, Captured> answers = new HashMap<>();

    WorkCommand(RunCommand run) {
        super(run);
    }

    @Override
    int run() throws RefusedException, IOException, InterruptedException {
        PlannedJob opened = job.open();
        SyncRequest request = opened.ofShard(client.request(run, opened));
        ShardNumbers numbers = ShardNumbers.of(
                shards, run.environment(), opened.file().shards().size());
        List<ShardState> states = opened.states();
        int worst = ExitCode.OK.number();
        for (int shard : numbers.shards()) {
            String name = "shard " + shard + (numbers.origin().isEmpty() ? "" : " (" + numbers.origin() + ")");
            ShardState state = states.get(shard);
            if (state.kind() == ShardState.Kind.DONE && !again) {
                say(name + " is done already. --again works on it again");
                continue;
            }
            say(name);
            Outcome outcome = work(opened, state, request);
            worst = Math.max(worst, print(outcome));
            if (outcome.stopped().isPresent()) {
                break;
            }
        }
        return worst;
    }

    private Outcome work(PlannedJob opened, ShardState shard, SyncRequest request)
            throws RefusedException, StateException, IOException, InterruptedException {
        try (ShardAttempt attempt = opened.directory().begin(shard.shard())) {
            Outcome outcome = execute(request, opened.shard(shard, answers));
            attempt.end(outcome);
            return outcome;
        }
    }

    private void say(String line) {
        if (speaks()) {
            run.console().print(List.of(line));
        }
    }
}
