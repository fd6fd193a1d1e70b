package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.SyncRequest;
import dev.brigade.progress.MsrsyncProgress;
import dev.brigade.progress.ProgressDisplay;
import dev.brigade.report.Look.Detail;
import dev.brigade.report.MsrsyncStats;
import dev.brigade.report.TextReport;
import dev.brigade.sync.Scope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code brigade msrsync}: one copy with msrsync's command line, output and exit codes. */
@Command(
        name = "msrsync",
        description = "Copy once as msrsync does; verify nothing.",
        versionProvider = About.OneLine.class,
        exitCodeOnInvalidInput = MsrsyncCommand.INVALID,
        sortOptions = false)
final class MsrsyncCommand implements Callable<Integer> {
    static final int INVALID = 97;

    @Mixin
    private final MsrsyncOptions options = new MsrsyncOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final RunCommand run;

    MsrsyncCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = run.console();
        try {
            return run(options.toRequest(run.environment()), console).number;
        } catch (RefusedException e) {
            console.complain(Names.printable(String.valueOf(e.getMessage())));
            boolean deletes = e.fault() == Fault.RSYNC_OPTIONS && options.deletes();
            return (deletes ? MsrsyncExit.USAGE : MsrsyncExit.of(e.fault())).number;
        } catch (StateException e) {
            console.complain("cannot write the bucket lists: " + Names.printable(String.valueOf(e.getMessage()))
                    + ". Free some space, or name another directory with -b");
            return MsrsyncExit.BUCKET_DIRECTORY.number;
        }
    }

    private MsrsyncExit run(SyncRequest request, Console console)
            throws RefusedException, IOException, InterruptedException {
        Outcome outcome;
        try (MsrsyncProgress progress =
                        new MsrsyncProgress(System::nanoTime, text -> Console.write(console.out(), text));
                ProgressDisplay display = new ProgressDisplay(text -> {}, 1)) {
            outcome = run.run(request, new Scope.Whole(), event -> {
                display.accept(event);
                if (options.show && event instanceof RunEvent.RunStarted started) {
                    console.print(List.of(
                            "buckets dir is " + Names.printable(started.files().toString())));
                }
                if (options.progress) {
                    progress.accept(event);
                }
            });
        }
        console.report(TextReport.problems(
                outcome, run.look(Detail.NORMAL, request.files().directory())));
        if (options.stats) {
            console.print(MsrsyncStats.lines(outcome, System.getProperty("user.dir", ""), arguments()));
        }
        return MsrsyncExit.of(outcome);
    }

    /** Returns the words after the command's name. */
    private List<String> arguments() {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        return all.subList(all.indexOf(spec.name()) + 1, all.size());
    }
}
