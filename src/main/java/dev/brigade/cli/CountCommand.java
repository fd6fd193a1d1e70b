package dev.brigade.cli;

import dev.brigade.count.CountJob;
import dev.brigade.count.CountResult;
import dev.brigade.model.RefusedException;
import dev.brigade.report.CountJson;
import dev.brigade.report.CountReport;
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
    private final Console console;
    private final Interruption interruption;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR...",
            hideParamSyntax = true,
            description = "Directories to count together. They count, too. None may be inside another one.")
    private List<String> directories = new ArrayList<>();

    CountCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        if (directories.isEmpty()) {
            throw RefusedException.usage("name at least one directory: brigade count [--json] DIR...");
        }
        CountJob job = new CountJob(List.copyOf(directories), System::nanoTime);
        interruption.onSignal(() -> job.interrupt("a signal arrived"));
        CountResult counted = job.run();
        console.print(json ? List.of(CountJson.line(counted)) : CountReport.lines(counted));
        console.report(CountReport.unreadable(counted));
        return counted.exitCode().number();
    }
}
