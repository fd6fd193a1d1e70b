package dev.brigade.cli;

import dev.brigade.cli.SettingsFile.Setting;
import dev.brigade.machine.EndVariables;
import dev.brigade.model.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private static final Set<String> REPEATED =
            Set.of("exclude", "exclude-from", "include", "source", "dest-mount", "require-mount");

    /** Options that a file or the environment cannot set. */
    private static final Set<String> NEVER = Set.of("help", "config");

    /** Variables that are read elsewhere. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("BRIGADE_CONFIG", "BRIGADE_JAVA_OPTS", "BRIGADE_RUN", "BRIGADE_STATE_DIR");

    /** Settings of sync that verify lacks: the environment may be for both. */
    private static final Set<String> SYNC_ONLY = Set.of("fresh");

    private final ParseResult given;
    private final Set<String> inFile = new HashSet<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private @Nullable String destination;

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
        ParseResult command;
        try {
            command = program.parseArgs(words).subcommand();
        } catch (ParameterException e) {
            return words; // The execution parses again, and reports the error.
        }
        if (command == null
                || command.isUsageHelpRequested()
                || command.commandSpec().findOption(FILE_OPTION) == null) {
            return words;
        }
        Defaults defaults = new Defaults(command);
        String file = command.matchedOptionValue(FILE_OPTION, environment.getOrDefault("BRIGADE_CONFIG", ""));
        if (command.hasMatchedOption(FILE_OPTION) || !file.isEmpty()) {
            defaults.addFile(SettingsFile.read(file));
        }
        defaults.addEnvironment(environment);
        return defaults.around(words);
    }

    private void addFile(List<Setting> settings) throws RefusedException {
        for (Setting setting : settings) {
            if (!inFile.add(setting.name()) && !REPEATED.contains(setting.name())) {
                throw RefusedException.usage(setting.where() + " sets " + setting.name() + " again; only "
                        + String.join(", ", new TreeSet<>(REPEATED)) + " may be repeated");
            }
            switch (setting.name()) {
                case "source" -> sources.add(setting.value());
                case "destination" -> destination = setting.value();
                default -> add(setting);
            }
        }
        if (sources.isEmpty() != (destination == null)) {
            throw RefusedException.usage("the settings file needs both source and destination, or neither");
        }
    }

    private void addEnvironment(Map<String, String> environment) throws RefusedException {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String key = variable.getKey();
            boolean other = OTHER_VARIABLES.contains(key) || key.startsWith(EndVariables.PREFIX);
            if (!key.startsWith(PREFIX) || variable.getValue().isEmpty() || other) {
                continue;
            }
            String name =
                    key.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            boolean ofSync = SYNC_ONLY.contains(name) && given.commandSpec().findOption("--" + name) == null;
            if (!ofSync && !inFile.contains(name)) {
                add(Setting.of(name, variable.getValue(), "environment variable " + key));
            }
        }
    }

    /** Adds an option unless the command line has it and it cannot be repeated. */
    private void add(Setting setting) throws RefusedException {
        String name = setting.name();
        OptionSpec option = NEVER.contains(name) ? null : given.commandSpec().findOption("--" + name);
        if (option == null) {
            throw RefusedException.usage(setting.where() + ": '" + name + "' is not a setting of brigade "
                    + given.commandSpec().name() + "; settings are its long options without dashes");
        }
        boolean flag = option.arity().max() == 0;
        if (flag && !Set.of("true", "false").contains(setting.value())) {
            throw RefusedException.usage(
                    setting.where() + ": " + name + " must be true or false, not '" + setting.value() + "'");
        }
        boolean wanted = !given.hasMatchedOption(option) || REPEATED.contains(name);
        if (wanted && !(flag && setting.value().equals("false"))) {
            options.add("--" + name + (flag ? "" : "=" + setting.value()));
        }
    }

    /** Options follow the name of the command; the directories are added if the command line has none. */
    private String[] around(String[] words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(all.indexOf(given.commandSpec().name()) + 1, options);
        if (given.matchedPositionals().isEmpty() && destination != null) {
            if (!all.contains("--")) {
                all.add("--");
            }
            all.addAll(sources);
            all.add(destination);
        }
        return all.toArray(String[]::new);
    }
}
