package dev.brigade.cli;

import dev.brigade.count.CountJob;
import dev.brigade.count.CountResult;
import dev.brigade.crawl.SystemCalls;
import dev.brigade.manifest.Private;
import dev.brigade.model.RefusedException;
import dev.brigade.report.CountJson;
import dev.brigade.report.CountReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brigade count}: counts a tree before it is copied. */
@Command(
        name = "count",
        description = "Count files, directories and bytes; change nothing.",
        sortOptions = false,
        exitCodeList = {
            "0:everything was counted",
            "1:brigade itself failed, or could not print the result",
            "2:the command line is wrong",
            "10:interrupted; the counts so far are printed",
            "20:some directories could not be read; they are listed",
            "40:a directory does not exist, cannot be read, or would be counted twice"
        })
final class CountCommand implements Callable<Integer> {
    private final RunCommand run;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR...",
            hideParamSyntax = true,
            description = "Directories to count together. They count, too. None may be inside another one.")
    private List<String> directories = new ArrayList<>();

    CountCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        if (directories.isEmpty()) {
            throw RefusedException.usage("name at least one directory: brigade count [--json] DIR...");
        }
        Console console = run.console();
        SystemCalls calls = new SystemCalls(
                this::library, reason -> console.report(List.of("brigade: " + reason)), SystemCalls.WORTH);
        CountJob job = new CountJob(List.copyOf(directories), calls, System::nanoTime);
        run.interruption().onSignal(() -> job.interrupt("a signal arrived"));
        CountResult counted = job.run();
        console.print(json ? List.of(CountJson.line(counted)) : CountReport.lines(counted));
        console.report(CountReport.unreadable(counted));
        return counted.exitCode().number();
    }

    /** Returns where the library of system calls is unpacked: only this user may write there. */
    private Path library() throws IOException {
        try {
            return Files.createDirectories(StateOptions.standard(run.environment()), Private.DIRECTORY);
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
