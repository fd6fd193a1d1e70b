package dev.brigade.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion script of fish, which picocli does not. Used once. */
final class FishCompletion {
    /** Values that are files or directories. */
    private static final Set<String> PATHS = Set.of("DIR", "FILE", "PATH", "FILE.html", "FILE.prom", "FILE|-");

    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    static List<String> script(String program, CommandSpec all) {
        FishCompletion script = new FishCompletion(program);
        script.lines.add("complete -c " + program + " -f");
        script.add(all, "__fish_use_subcommand");
        return script.lines;
    }

    /**
     * Adds the options of a command and the names of those below it.
     *
     * @param when fish's condition for being behind the command
     */
    private void add(CommandSpec command, String when) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                line(when, option(option), text(option.description()));
            }
        }
        boolean directories = command.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().matches(".*(SRC|DIR).*"));
        if (directories) {
            line(when, "-a '(__fish_complete_directories)'", "directory");
        }
        String names = String.join(" ", command.subcommands().keySet());
        command.subcommands().forEach((name, below) -> {
            CommandSpec spec = below.getCommandSpec();
            String seen = "__fish_seen_subcommand_from " + name;
            boolean top = command.parent() == null;
            line(
                    top ? when : when + "; and not __fish_seen_subcommand_from " + names,
                    "-a " + name,
                    text(spec.usageMessage().description()));
            if (!(below.getCommand() instanceof CommandLine.HelpCommand)) {
                add(spec, top ? seen : when + "; and " + seen);
            }
        });
    }

    private void line(String when, String what, String description) {
        lines.add("complete -c " + program + " -n '" + when + "' " + what + " -d '" + description + "'");
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        if (option.arity().max() == 0) {
            return names;
        }
        return names + (PATHS.contains(option.paramLabel()) ? " -r -F" : " -x");
    }

    /** Returns the first sentence, for single quotes of fish. */
    private static String text(String... description) {
        String text = description.length == 0 ? "" : description[0].replaceAll("[.;] .*|[.]$", "");
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
