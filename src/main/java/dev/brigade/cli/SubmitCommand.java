package dev.brigade.cli;

import dev.brigade.exec.Children;
import dev.brigade.model.RefusedException;
import dev.brigade.state.JobDirectory;
import dev.brigade.state.JobFile;
import dev.brigade.submit.Engine;
import dev.brigade.submit.EngineTools;
import dev.brigade.submit.SubmitJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code brigade submit}: hands the shards of a job, and {@code finish}, to an engine. */
@Command(
        name = "submit",
        description = "Run a planned job on Slurm, Kubernetes or GNU parallel.",
        sortOptions = false,
        synopsisSubcommandLabel = "ENGINE",
        commandListHeading = "%nEngines:%n",
        exitCodeList = {
            "0:submitted",
            "2:the command line is wrong",
            "40:there is no job in DIR, or the engine is missing or refuses the job",
            "other:the code of 'brigade finish', from GNU parallel"
        },
        footer = {"", "For the options of an engine, see 'brigade submit ENGINE --help'."})
final class SubmitCommand implements Runnable {
    private static final int MOST_CLIENTS = 100_000;

    private final RunCommand run;

    @Option(
            names = "--job",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Directory of the job, as given to 'brigade plan'. All clients see it under this path.")
    private @Nullable String directory;

    @Option(
            names = "--clients",
            paramLabel = "C",
            scope = ScopeType.INHERIT,
            description = "Run C shards at a time (default: the number given to 'brigade plan').")
    private @Nullable String clients;

    @Option(
            names = "--brigade",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "Path of this program on the clients (default: as here; in an image: brigade).")
    private @Nullable String brigade;

    @Option(
            names = {"-n", "--dry-run"},
            scope = ScopeType.INHERIT,
            description = "Submit nothing. Print the commands, or the YAML.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private SubmitCommand(RunCommand run) {
        this.run = run;
    }

    static CommandLine commandLine(RunCommand run) {
        SubmitCommand submit = new SubmitCommand(run);
        return new CommandLine(submit)
                .addSubcommand(new SubmitSlurm(submit))
                .addSubcommand(new SubmitKubernetes(submit))
                .addSubcommand(new SubmitParallel(submit));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which engine? " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Submits the job, or prints what would be run. Returns the exit code. */
    int submit(SubmitJob job, Engine engine) throws RefusedException, InterruptedException {
        Console console = run.console();
        if (dryRun) {
            console.print(engine.script(job));
            return 0;
        }
        try (Children children = new Children(run.environment())) {
            EngineTools tools = new EngineTools(
                    children, line -> console.print(List.of(line)), line -> console.report(List.of(line)));
            run.interruption().onSignal(tools::stop);
            return engine.submit(job, tools);
        }
    }

    SubmitJob job() throws RefusedException, IOException {
        JobDirectory where = JobOptions.directory(directory);
        JobFile planned = JobOptions.open(where).file();
        int atATime = clients == null ? planned.clients() : Numbers.between("--clients", clients, 1, MOST_CLIENTS);
        return new SubmitJob(where.path(), planned.shards().size(), atATime);
    }

    boolean hasClients() {
        return clients != null;
    }

    /** Returns the program on clients that see the same paths as this machine. */
    String brigade() throws RefusedException {
        if (brigade != null) {
            return brigade.contains("/")
                    ? StateOptions.path("program of --brigade", brigade).toString()
                    : brigade;
        }
        Path archive = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        return Files.isRegularFile(archive) && Files.isExecutable(archive) ? archive.toString() : "brigade";
    }

    /** Returns the program in an image. */
    String brigadeInImage() {
        return brigade == null ? "brigade" : brigade;
    }
}
