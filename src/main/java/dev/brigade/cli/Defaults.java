package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Adds to the command line what a settings file ({@code --config FILE} or {@code BRIGADE_CONFIG}) and the environment
 * set. Each long option has a variable, such as {@code BRIGADE_MAX_DELETE}. The command line overrides the file, and
 * the file overrides the environment.
 */
final class Defaults {
    private static final String FILE_OPTION = "--config";
    private static final String PREFIX = "BRIGADE_";

    /** Settings that a file may repeat; its values come before those of the command line. */
    private static final Set<String> REPEATED = Set.of("exclude", "source", "dest-mount");

    /** Options that a file or the environment cannot set. */
    private static final Set<String> NEVER = Set.of("help", "config");

    /** Variables that are read elsewhere. */
    private static final Set<String> OTHER_VARIABLES = Set.of("BRIGADE_CONFIG", "BRIGADE_JAVA_OPTS", "BRIGADE_RUN");

    /** Settings of sync that verify lacks: the environment may be for both. */
    private static final Set<String> SYNC_ONLY = Set.of("fresh");

    private final ParseResult given;
    private final Set<String> set = new HashSet<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> destination = new ArrayList<>();

    private Defaults(ParseResult given) {
        this.given = given;
    }

    /**
     * Returns the words of the command line with those that the file and the environment add.
     *
     * @throws RefusedException if the file or a variable has an error or an unknown name
     */
    static String[] added(CommandLine program, String[] words, Map<String, String> environment)
            throws RefusedException {
        boolean none = Stream.of(words).noneMatch(word -> word.startsWith(FILE_OPTION))
                && environment.keySet().stream().noneMatch(name -> name.startsWith(PREFIX));
        if (none) {
            return words; // The usual case: parsing twice would slow down every start.
        }
        Optional<ParseResult> command = command(program, words);
        if (command.isEmpty()) {
            return words;
        }
        Defaults defaults = new Defaults(command.get());
        String variable = environment.getOrDefault("BRIGADE_CONFIG", "");
        if (command.get().hasMatchedOption(FILE_OPTION)) {
            defaults.addFile(Profile.read(command.get().matchedOptionValue(FILE_OPTION, "")));
        } else if (!variable.isEmpty()) {
            defaults.addFile(Profile.read(variable));
        }
        defaults.addEnvironment(environment);
        return defaults.around(words);
    }

    /** Returns the command if it takes settings and can be parsed. */
    private static Optional<ParseResult> command(CommandLine program, String[] words) {
        try {
            ParseResult result = program.parseArgs(words);
            return Optional.ofNullable(result.subcommand())
                    .filter(sub -> sub.commandSpec().findOption(FILE_OPTION) != null)
                    .filter(sub -> !sub.isUsageHelpRequested());
        } catch (ParameterException e) {
            return Optional.empty(); // The execution parses again, and reports the error.
        }
    }

    private void addFile(Profile profile) throws RefusedException {
        Set<String> seen = new HashSet<>();
        for (Profile.Setting setting : profile.settings()) {
            if (!seen.add(setting.name()) && !REPEATED.contains(setting.name())) {
                throw RefusedException.usage(setting.where() + " sets " + setting.name() + " again; only "
                        + String.join(", ", new TreeSet<>(REPEATED)) + " may be repeated");
            }
            if (setting.name().equals("source")) {
                sources.add(setting.value());
            } else if (setting.name().equals("destination")) {
                destination.add(setting.value());
            } else {
                add(option(setting), setting.value(), setting.where());
                set.add(setting.name());
            }
        }
        if (sources.isEmpty() != destination.isEmpty()) {
            throw RefusedException.usage("the settings file needs both source and destination, or neither");
        }
    }

    private OptionSpec option(Profile.Setting setting) throws RefusedException {
        OptionSpec option =
                NEVER.contains(setting.name()) ? null : given.commandSpec().findOption("--" + setting.name());
        if (option == null) {
            throw RefusedException.usage(setting.where() + ": '" + setting.name() + "' is not a setting of brigade "
                    + given.commandSpec().name() + "; settings are its long options without dashes");
        }
        return option;
    }

    private void addEnvironment(Map<String, String> environment) throws RefusedException {
        for (String variable : new TreeSet<>(environment.keySet())) {
            String value = environment.getOrDefault(variable, "");
            if (variable.startsWith(PREFIX) && !value.isEmpty() && !OTHER_VARIABLES.contains(variable)) {
                String name = variable.substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
                if (SYNC_ONLY.contains(name) && given.commandSpec().findOption("--" + name) == null) {
                    continue;
                }
                OptionSpec option = option(new Profile.Setting(name, value, "environment variable " + variable));
                if (!set.contains(name)) {
                    add(option, value, "environment variable " + variable);
                }
            }
        }
    }

    /** Adds an option unless the command line has it and it cannot be repeated. */
    private void add(OptionSpec option, String value, String where) throws RefusedException {
        boolean repeated = REPEATED.contains(option.longestName().substring(2));
        if (given.hasMatchedOption(option) && !repeated) {
            return;
        }
        if (option.arity().max() > 0) {
            options.add(option.longestName() + "=" + value);
        } else if (value.equals("true")) {
            options.add(option.longestName());
        } else if (!value.equals("false")) {
            throw RefusedException.usage(
                    where + ": " + option.longestName().substring(2) + " must be true or false, not '" + value + "'");
        }
    }

    /** Options follow the name of the command; the directories are added if the command line has none. */
    private String[] around(String[] words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(all.indexOf(given.commandSpec().name()) + 1, options);
        if (given.matchedPositionals().isEmpty() && !sources.isEmpty()) {
            if (!all.contains("--")) {
                all.add("--");
            }
            all.addAll(sources);
            all.addAll(destination);
        }
        return all.toArray(String[]::new);
    }
}
