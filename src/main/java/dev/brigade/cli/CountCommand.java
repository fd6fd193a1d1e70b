package dev.brigade.cli;

import dev.brigade.count.CountJob;
import dev.brigade.count.CountResult;
import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import dev.brigade.report.CountJson;
import dev.brigade.report.CountReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brigade count}: what is there, before it is copied. */
@Command(
        name = "count",
        description = "Counts files, directories and bytes of one or more directories in one parallel crawl, and tells"
                + " how sync would divide them. Changes nothing.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes (an unknown code is a failure):%n",
        exitCodeList = {
            "0:all was counted",
            "1:brigade itself failed, or its result could not be written",
            "2:the command line makes no sense",
            "10:interrupted; what was counted until then is printed",
            "20:some places could not be read; they are listed",
            "40:a directory is not there or cannot be read, or would be counted twice"
        })
final class CountCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Option(names = "--json", description = "Prints one JSON object on one line instead of text.")
    private boolean json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR...",
            hideParamSyntax = true,
            description = "Directories; they are counted together, themselves too. None may lie inside another.")
    private List<String> directories = new ArrayList<>();

    CountCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        if (directories.isEmpty()) {
            throw RefusedException.usage("a directory is needed: brigade count [--json] DIR...");
        }
        CountJob job = new CountJob(List.copyOf(directories), System::nanoTime);
        interruption.onSignal(() -> job.interrupt("a signal came"));
        CountResult counted = job.run();
        console.print(json ? List.of(CountJson.line(counted)) : CountReport.lines(counted));
        console.report(CountReport.unreadable(counted));
        if (console.out().checkError()) {
            console.complain("standard output did not take the result");
            return ExitCode.BUG.number();
        }
        return counted.exitCode().number();
    }
}
