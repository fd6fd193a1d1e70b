package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What is not on the command line may stand in a settings file ({@code --config FILE}), and what is in neither, in the
 * environment: every long option as {@code BRIGADE_} and its name, {@code BRIGADE_MAX_DELETE} say. Both become words of
 * the command line.
 */
final class Defaults {
    private static final String FILE_OPTION = "--config";
    private static final String PREFIX = "BRIGADE_";

    /** Of these there may be several in a file, and the file's come before the command line's. */
    private static final Set<String> REPEATED = Set.of("exclude", "source", "dest-mount");

    /** They are no settings. */
    private static final Set<String> NEVER = Set.of("help", "config");

    private final ParseResult given;
    private final Set<String> set = new HashSet<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> destination = new ArrayList<>();

    private Defaults(ParseResult given) {
        this.given = given;
    }

    /**
     * The words of the command line with those that the file and the environment add.
     *
     * @throws RefusedException where the file or a variable says what makes no sense
     */
    static String[] added(CommandLine program, String[] words, Map<String, String> environment)
            throws RefusedException {
        boolean none = Stream.of(words).noneMatch(word -> word.startsWith(FILE_OPTION))
                && environment.keySet().stream().noneMatch(name -> name.startsWith(PREFIX));
        if (none) {
            return words; // As mostly: to understand them twice costs every start.
        }
        Optional<ParseResult> command = command(program, words);
        if (command.isEmpty()) {
            return words;
        }
        Defaults defaults = new Defaults(command.get());
        String file = command.get().matchedOptionValue(FILE_OPTION, "");
        if (command.get().hasMatchedOption(FILE_OPTION)) {
            defaults.addFile(Profile.read(file));
        }
        defaults.addEnvironment(environment);
        return defaults.around(words);
    }

    /** The command that is asked for, if it takes settings and its words can be understood at all. */
    private static Optional<ParseResult> command(CommandLine program, String[] words) {
        try {
            ParseResult result = program.parseArgs(words);
            return Optional.ofNullable(result.subcommand())
                    .filter(sub -> sub.commandSpec().findOption(FILE_OPTION) != null)
                    .filter(sub -> !sub.isUsageHelpRequested());
        } catch (ParameterException e) {
            return Optional.empty(); // It will be said when the words are parsed to be obeyed.
        }
    }

    private void addFile(Profile profile) throws RefusedException {
        Set<String> seen = new HashSet<>();
        for (Profile.Setting setting : profile.settings()) {
            if (!seen.add(setting.name()) && !REPEATED.contains(setting.name())) {
                throw RefusedException.usage(setting.where() + " sets " + setting.name() + " a second time");
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
            throw RefusedException.usage(setting.where() + ": there is no setting '" + setting.name() + "'");
        }
        return option;
    }

    private void addEnvironment(Map<String, String> environment) throws RefusedException {
        for (OptionSpec option : given.commandSpec().options()) {
            String name = option.longestName().substring(2);
            String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
            String value = environment.get(variable);
            if (value != null && !value.isEmpty() && !NEVER.contains(name) && !set.contains(name)) {
                add(option, value, "the variable " + variable);
            }
        }
    }

    /** The command line overrides; only what may be repeated is added to. */
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
            throw RefusedException.usage(where + " is neither true nor false");
        }
    }

    /** Options come right after the command's name; directories only where the command line has none. */
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
