package dev.brigade.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: it only tells of itself. */
@Command(
        name = "brigade",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Fills NFS filers and any mounted storage with many parallel rsync processes: a fast copy in place,"
                        + " then a pass that verifies and repairs.")
final class BrigadeCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }
}
