package dev.brigade.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to start, and where. Immutable.
 *
 * @param command the program, which is looked up on the child's PATH unless it has a slash, and its arguments; no shell
 *     is involved
 * @param directory the child's working directory
 * @param environment variables that are added to the inherited ones, or replace them; never printed
 */
public record ChildSpec(List<String> command, Path directory, Map<String, String> environment) {
    private static final int LONGEST_SHOWN = 500;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./=:,@%+-]+");

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException without a program, with a NUL byte anywhere, or with an impossible variable name
     */
    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        Stream<String> texts = Stream.concat(command.stream(), environment.values().stream());
        if (texts.anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("NUL in an argument or variable of " + command.get(0));
        }
        if (environment.keySet().stream().anyMatch(name -> !name.matches("[^=\\x00]+"))) {
            throw new IllegalArgumentException("impossible environment variable of " + command.get(0));
        }
    }

    /** A command with the inherited environment. */
    ChildSpec(List<String> command, Path directory) {
        this(command, directory, Map.of());
    }

    String program() {
        return command.get(0);
    }

    /** Returns command and directory on one line of printable ASCII, at most about 600 characters. */
    @Override
    public String toString() {
        String line = command.stream().map(ChildSpec::shown).collect(Collectors.joining(" "));
        String cut = line.length() <= LONGEST_SHOWN
                ? line
                : line.substring(0, LONGEST_SHOWN) + "... (" + command.size() + " arguments)";
        return cut + " in " + shown(directory.toString());
    }

    private static String shown(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : '"' + argument.replaceAll("[^ -~]", "?") + '"';
    }
}
