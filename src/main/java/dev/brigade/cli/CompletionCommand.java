package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code brigade completion}: prints the script by which a shell completes command lines. */
@Command(name = "completion", description = "Print the completion script of a shell.", sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
    private static final String PROGRAM = "brigade";

    private final RunCommand run;

    @Parameters(paramLabel = "bash|zsh|fish", hideParamSyntax = true, description = "The shell.")
    private String shell = "";

    CompletionCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException {
        CommandLine program = Program.commandLine(run);
        List<String> script = switch (shell) {
            // zsh reads the script of bash; it says so itself.
            case "bash", "zsh" -> AutoComplete.bash(PROGRAM, program).lines().toList();
            case "fish" -> FishCompletion.script(PROGRAM, program.getCommandSpec());
            default -> throw RefusedException.usage(shell + " is not a shell that brigade knows: bash, zsh or fish");
        };
        run.console().print(script);
        return 0;
    }
}
