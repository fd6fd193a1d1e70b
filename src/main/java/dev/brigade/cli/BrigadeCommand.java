package dev.brigade.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: prints only its help or its version. */
@Command(
        name = "brigade",
        versionProvider = BrigadeCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Copy directories with many rsync processes at once, then verify the copy.")
final class BrigadeCommand implements Runnable {
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

    /** The version that the build wrote into the archive. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = Version.class.getResourceAsStream("/dev/brigade/version.properties")) {
                if (in == null) {
                    throw new IOException("the version is missing from the archive");
                }
                properties.load(in);
            }
            return new String[] {"brigade " + properties.getProperty("version")};
        }
    }
}
