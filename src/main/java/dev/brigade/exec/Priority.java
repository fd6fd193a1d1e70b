package dev.brigade.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is put before a command so that it yields to others on this machine. */
public final class Priority {
    private static final Pattern IONICE = Pattern.compile("(idle)|best-effort(?::([0-7]))?");
    private static final String BEST_EFFORT_LEVEL = "4";

    private Priority() {}

    /** Whether this names a class and level of input and output. */
    public static boolean isIonice(String text) {
        return IONICE.matcher(text).matches();
    }

    /**
     * The programs that lower the priority, with their options; each replaces itself by the command.
     *
     * @param nice what is added to the niceness, 0 to 19
     * @param ionice {@code idle}, {@code best-effort} or {@code best-effort:LEVEL}, level 0 to 7
     * @param children knows where the programs are
     * @throws IllegalStateException where a program is missing; its message is the program's name
     */
    public static List<String> prefix(OptionalInt nice, Optional<String> ionice, Children children) {
        List<String> prefix = new ArrayList<>();
        if (nice.isPresent()) {
            prefix.addAll(List.of(program("nice", children), "-n", String.valueOf(nice.getAsInt())));
        }
        if (ionice.isPresent()) {
            Matcher matcher = IONICE.matcher(ionice.get());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(ionice.get());
            }
            prefix.add(program("ionice", children));
            if (matcher.group(1) != null) {
                prefix.addAll(List.of("-c", "3"));
            } else {
                String level = matcher.group(2);
                prefix.addAll(List.of("-c", "2", "-n", level == null ? BEST_EFFORT_LEVEL : level));
            }
        }
        return List.copyOf(prefix);
    }

    private static String program(String name, Children children) {
        return children.find(name)
                .orElseThrow(() -> new IllegalStateException(name))
                .toString();
    }
}
