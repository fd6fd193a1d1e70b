package dev.brigade.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: prints only its help or its version. */
@Command(
        name = "brigade",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Copy directories to NFS or any mounted storage with many parallel rsync processes,"
                + " then verify and repair the copy.")
final class BrigadeCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
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
