package dev.brigade.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The programs that lower the priority of a command. */
public final class Priority {
    private static final Pattern IONICE = Pattern.compile("idle|best-effort(:[0-7])?");

    private Priority() {}

    /** Whether {@code --ionice} accepts this. */
    public static boolean isIonice(String text) {
        return IONICE.matcher(text).matches();
    }

    /**
     * Returns the programs with their options; each replaces itself by the command.
     *
     * @param nice what is added to the niceness, 0 to 19
     * @param ionice {@code idle}, {@code best-effort} or {@code best-effort:LEVEL}, level 0 to 7, by default 4
     * @param children knows where programs are
     * @throws IllegalStateException if a program is missing; the message is its name
     */
    public static List<String> prefix(OptionalInt nice, Optional<String> ionice, Children children) {
        List<String> prefix = new ArrayList<>();
        if (nice.isPresent()) {
            prefix.addAll(List.of(program("nice", children), "-n", String.valueOf(nice.getAsInt())));
        }
        if (ionice.isPresent()) {
            prefix.add(program("ionice", children));
            int level = ionice.get().indexOf(':');
            prefix.addAll(
                    ionice.get().equals("idle")
                            ? List.of("-c", "3")
                            : List.of(
                                    "-c",
                                    "2",
                                    "-n",
                                    level < 0 ? "4" : ionice.get().substring(level + 1)));
        }
        return List.copyOf(prefix);
    }

    private static String program(String name, Children children) {
        return children.find(name)
                .orElseThrow(() -> new IllegalStateException(name))
                .toString();
    }
}
