package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Assembles the commands, and turns each failure into one line and an exit code. */
final class Program {
    /** Options that need no command. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    private Program() {}

    static int run(String[] arguments, RunCommand run) {
        Console console = run.console();
        CommandLine program = commandLine(run, arguments);
        int code;
        try {
            code = program.execute(Defaults.added(program, arguments, run.environment()));
        } catch (RefusedException e) {
            code = failure(e, console);
            MachineOptions.writeUsageError(arguments, Failure.message(e), console); // of a settings file
        } catch (OutOfMemoryError e) {
            code = failure(e, console); // picocli passes on exceptions only
        }
        if (!console.out().checkError()) {
            return code;
        }
        console.complain("cannot write to standard output: the result is incomplete");
        return ExitCode.isComplete(code) ? ExitCode.BUG.number() : code;
    }

    /** Returns the program with the command that the words begin with, or with all commands. */
    static CommandLine commandLine(RunCommand run, String... words) {
        Console console = run.console();
        Map<String, Supplier<Object>> commands = commands(run);
        if (words.length > 0 && (commands.containsKey(words[0]) || VERSION.contains(words[0]))) {
            commands.keySet().retainAll(Set.of(words[0])); // picocli is slow to read annotations
        }
        CommandLine program = new CommandLine(new BrigadeCommand());
        commands.forEach((known, command) -> program.addSubcommand(known, command.get()));
        addHelp(program);
        program.addSubcommand(new CommandLine.HelpCommand());
        program.setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setAllowOptionsAsOptionParameters(true)
                .setTrimQuotes(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setParameterExceptionHandler((e, args) -> usageError(e, args, console))
                .setExecutionExceptionHandler((e, command, result) -> failure(e, console));
        return program;
    }

    private static Map<String, Supplier<Object>> commands(RunCommand run) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("sync", () -> new SyncCommand(run));
        commands.put("verify", () -> new VerifyCommand(run));
        commands.put("plan", () -> new PlanCommand(run));
        commands.put("work", () -> new WorkCommand(run));
        commands.put("finish", () -> new FinishCommand(run));
        commands.put("status", () -> new StatusCommand(run));
        commands.put("submit", () -> SubmitCommand.commandLine(run));
        commands.put("count", () -> new CountCommand(run));
        // In msrsync the last of several equal options counts, and aliases rely on that.
        commands.put("msrsync", () -> new CommandLine(new MsrsyncCommand(run)).setOverwrittenOptionsAllowed(true));
        commands.put("parallelcp", () -> new ParallelcpCommand(run));
        commands.put("runs", () -> new RunsCommand(run));
        commands.put("report", () -> new ReportCommand(run));
        commands.put("resume", () -> new ResumeCommand(run));
        commands.put("completion", () -> new CompletionCommand(run));
        commands.put("man", () -> new ManCommand(run, ManCommand::inArchive));
        return commands;
    }

    /** Gives a command and all below it the option {@code --help}, last, and its exit codes. */
    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .order(2)
                .description("Print this help.")
                .build());
        Map<String, String> codes = new LinkedHashMap<>();
        if (command.getCommand() instanceof MsrsyncCommand) {
            Stream.of(MsrsyncExit.values()).forEach(code -> codes.put("" + code.number, code.meaning));
        } else if (command.getCommand() instanceof OutcomeCommand) {
            Stream.of(ExitCode.values()).forEach(code -> codes.put("" + code.number(), code.meaning()));
        }
        if (!codes.isEmpty()) {
            spec.usageMessage().exitCodeList(codes);
        }
        spec.usageMessage().exitCodeListHeading("%nExit codes (an unknown code is a failure):%n");
        HelpPages.arrange(command);
        command.getSubcommands().values().forEach(Program::addHelp);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int usageError(ParameterException e, String[] words, Console console) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String text = Failure.message(e).replaceAll("[.]$", "");
        String hint = "";
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> unknown = unmatched.getUnmatched();
            boolean command = !spec.subcommands().isEmpty() && !unknown.get(0).startsWith("-");
            text = command ? "there is no such command" : text;
            Optional<String> meant = command
                    ? Hints.command(unknown, spec.subcommands().keySet())
                    : Hints.option(unknown.get(0), spec.optionsMap().keySet());
            hint = meant.map(what -> " " + Names.printable(what) + (what.endsWith("?") ? "" : "."))
                    .orElse("");
        }
        text = text + "." + hint + " See '" + spec.qualifiedName() + " --help'";
        console.complain(text);
        if (e.getCommandLine().getCommand() instanceof OutcomeCommand) {
            MachineOptions.writeUsageError(words, text, console);
        }
        return spec.exitCodeOnInvalidInput();
    }

    private static int failure(Throwable e, Console console) {
        Failure failure = Failure.of(e);
        if (!(e instanceof RefusedException)) {
            LoggerFactory.getLogger(Program.class).debug("failed", e);
        }
        console.complain(failure.message());
        return failure.code().number();
    }
}
