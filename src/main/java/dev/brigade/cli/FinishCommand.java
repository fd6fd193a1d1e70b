package dev.brigade.cli;

import dev.brigade.job.JobOutcome;
import dev.brigade.job.PlannedJob;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.report.Look.Detail;
import dev.brigade.report.TextReport;
import dev.brigade.state.ShardState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code brigade finish}: ends a job and judges it as a whole. */
@Command(name = "finish", description = "Finish a job after its shards, and judge it as a whole.", sortOptions = false)
final class FinishCommand extends OutcomeCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final ClientOptions client = new ClientOptions();

    FinishCommand(RunCommand run) {
        super(run);
    }

    @Override
    int run() throws RefusedException, IOException, InterruptedException {
        PlannedJob planned = job.open();
        SyncRequest request = client.request(run, planned);
        Optional<Outcome> before = planned.outcome().filter(FinishCommand::isComplete);
        if (before.isPresent()) {
            int code = ExitCode.of(before.get()).number();
            if (repeats(before.get())) {
                run.console()
                        .print(List.of("finished before, " + before.get().run().ended()));
                run.console().print(TextReport.lines(before.get(), code, run.look(Detail.NORMAL)));
            }
            return code;
        }
        List<ShardState> states = planned.states();
        planned.checkComplete(states);
        Outcome own = execute(request, planned.rest(request));
        Outcome outcome = JobOutcome.of(
                own, states.stream().flatMap(state -> state.result().stream()).toList());
        int code = print(outcome);
        planned.directory().keep(outcome);
        List<ShardState> failed = states.stream()
                .filter(state -> state.kind() == ShardState.Kind.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            run.console().complain("some shards failed. Run '" + planned.work(failed) + "', then finish the job again");
        } else if (isComplete(outcome)) {
            planned.removeWitness(Path.of(request.destination()));
        }
        return code;
    }

    private static boolean isComplete(Outcome outcome) {
        return ExitCode.isComplete(ExitCode.of(outcome).number());
    }
}
