package dev.brigade.cli;

import java.util.Set;
import java.util.stream.Stream;

/**
 * The names under which the program stands in for another one: a link of such a name runs the command of that name.
 * Pure.
 */
final class ProgramName {
    private static final Set<String> COMMANDS = Set.of("msrsync", "parallelcp");

    private ProgramName() {}

    /** The command line of a program that was started under a name. */
    static String[] commandLine(String name, String[] arguments) {
        return COMMANDS.contains(name)
                ? Stream.concat(Stream.of(name), Stream.of(arguments)).toArray(String[]::new)
                : arguments;
    }
}
