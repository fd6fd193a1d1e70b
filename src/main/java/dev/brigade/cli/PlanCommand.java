package dev.brigade.cli;

import dev.brigade.format.Quantities;
import dev.brigade.job.JobPlan;
import dev.brigade.job.ShardTable;
import dev.brigade.model.DeleteLimit;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.plan.ShardDivider;
import dev.brigade.report.Look.Detail;
import dev.brigade.report.TextReport;
import dev.brigade.state.JobDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade plan}: crawls once and divides the work of a job into shards. */
@Command(name = "plan", description = "Divide a copy into shards for several clients.", sortOptions = false)
final class PlanCommand extends OutcomeCommand {
    private static final int MOST_CLIENTS = 10_000;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(
            names = "--shards",
            paramLabel = "N",
            description =
                    "Make N shards, 1 to 1000 (default: each takes some minutes, and at least 4 for each client).")
    private @Nullable String shards;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Plan for N clients (default: 1). They share the rate of --bwlimit equally.")
    private String clients = "1";

    @Option(
            names = "--commands",
            description = "Write scripts of plain rsync commands into DIR instead, for clients without Java.")
    private boolean commands;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Copy only the paths that FILE names, as find -print0 prints them; - is standard input.")
    private @Nullable String manifest;

    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            description = "Compare quick or checksum (content, too) (default: quick).")
    private String verify = "quick";

    PlanCommand(RunCommand run) {
        super(run);
    }

    private SyncRequest request() throws RefusedException {
        if ("-".equals(manifest) && options.readInput()) {
            throw RefusedException.usage("--manifest - and --exclude-from - cannot both read standard input");
        }
        SyncRequest request = options.toRequest(Mode.SYNC, verify, options.state.files(run.environment()));
        if (commands && (machine.json || request.deletion().most().isPresent())) {
            throw RefusedException.usage(
                    "--commands cannot be used with " + (machine.json ? "--json" : "--max-delete"));
        }
        if (manifest != null && (request.delete() || request.sources().size() > 1)) {
            throw RefusedException.usage(
                    "--manifest cannot be used with " + (request.delete() ? "--delete" : "several sources"));
        }
        if (request.deletion().most().filter(DeleteLimit::percent).isPresent()) {
            throw RefusedException.usage("--max-delete N% cannot be used with several clients: give a number");
        }
        if (request.dryRun()) {
            throw RefusedException.usage("a plan cannot be a dry run: it copies nothing. Use 'brigade sync -n'");
        }
        if (verify.equals("none")) {
            throw RefusedException.usage("--verify none cannot be used with several clients");
        }
        return request;
    }

    @Override
    int run() throws RefusedException, IOException, InterruptedException {
        SyncRequest request = request();
        if (manifest == null) {
            return run(request, Optional.empty());
        }
        try (InputStream list = open(manifest)) {
            return run(request, Optional.of(list));
        }
    }

    private static InputStream open(String file) throws RefusedException {
        try {
            return file.equals("-") ? Console.in() : Files.newInputStream(StateOptions.path("manifest", file));
        } catch (IOException e) {
            throw RefusedException.usage("the manifest " + file + " cannot be read: " + Reasons.of(e));
        }
    }

    private int run(SyncRequest request, Optional<InputStream> list)
            throws RefusedException, IOException, InterruptedException {
        JobDirectory directory = job.directory();
        JobPlan plan = new JobPlan(
                directory,
                RequestWords.invocation(request, run.environment()),
                shards == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Numbers.between("--shards", shards, 1, ShardDivider.MOST)),
                Numbers.between("--clients", clients, 1, MOST_CLIENTS),
                list,
                commands);
        Outcome outcome = execute(request, plan.scope());
        told.add(outcome);
        ExitCode code = ExitCode.of(outcome);
        if (outcome.stopped().isEmpty()) {
            print(directory);
        }
        run.console().report(TextReport.problems(outcome, run.look(Detail.NORMAL)));
        return code.number();
    }

    private void print(JobDirectory directory) throws RefusedException, IOException {
        List<String> lines = new ArrayList<>();
        if (commands) {
            lines.add("wrote the scripts in " + directory.path()
                    + ": run client-K.sh on each client, then finish.sh on one");
        } else {
            ShardTable table = ShardTable.of(job.open().file());
            if (machine.json) {
                run.console().print(List.of(table.json()));
                told.answered();
                return;
            }
            lines.addAll(table.lines());
            lines.add("planned " + Quantities.count(table.shards().size(), "shard", "shards") + " in "
                    + directory.path() + ": run 'brigade work --job " + directory.path()
                    + " K' for each K, then 'brigade finish --job " + directory.path() + "'");
        }
        if (speaks()) {
            run.console().print(lines);
        }
    }
}
