package dev.brigade.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What to start, and where. Immutable.
 *
 * @param command the program, looked up on the child's PATH unless it holds a slash, and its arguments; no shell is
 *     involved
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
        if (command.stream().anyMatch(ChildSpec::holdsNul)) {
            throw new IllegalArgumentException("NUL in an argument of " + command.get(0));
        }
        environment.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || holdsNul(name) || holdsNul(value)) {
                throw new IllegalArgumentException("impossible environment variable '" + name + "'");
            }
        });
    }

    /** A command with the inherited environment. */
    public ChildSpec(List<String> command, Path directory) {
        this(command, directory, Map.of());
    }

    /** The program as it was asked for. */
    public String program() {
        return command.get(0);
    }

    /** Command and directory on one line of printable ASCII, cut where it is long; never the environment. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder();
        for (String argument : command) {
            shown.append(shown.isEmpty() ? "" : " ");
            appendShown(argument, shown);
            if (shown.length() > LONGEST_SHOWN) {
                shown.setLength(LONGEST_SHOWN);
                shown.append("... (").append(command.size()).append(" arguments)");
                break;
            }
        }
        shown.append(" in ");
        appendShown(directory.toString(), shown);
        return shown.toString();
    }

    private static void appendShown(String argument, StringBuilder shown) {
        if (PLAIN.matcher(argument).matches()) {
            shown.append(argument);
            return;
        }
        shown.append('"');
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"' || c == '\\') {
                shown.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        shown.append('"');
    }

    private static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
