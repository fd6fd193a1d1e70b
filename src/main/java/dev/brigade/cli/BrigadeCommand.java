package dev.brigade.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: prints only its help or its version. */
@Command(
        name = "brigade",
        versionProvider = About.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Copy directories with many rsync processes at once, then verify the copy.")
final class BrigadeCommand implements Runnable {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the versions of brigade, Java and rsync.")
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? " + String.join(", ", spec.subcommands().keySet()));
    }
}
