package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a child's command line may be. */
public final class ArgumentLimit {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern STACK = Pattern.compile("(?m)^Max stack size +(\\d{1,18}|unlimited) ");

    /**
     * Linux gives arguments and environment together a quarter of the stack, 128 KiB at least and 6 MiB at most
     * (execve(2)).
     */
    private static final long STACK_SHARE = 4;

    private static final long LEAST_BYTES = 128 << 10;
    private static final long MOST_BYTES = 6 << 20;

    /** More brings nothing: starting rsync is cheap beside what so many names mean. */
    private static final long USEFUL_BYTES = 1 << 20;

    private ArgumentLimit() {}

    /**
     * Bytes that arguments may have here, pointers and ending NULs included; half of what the kernel allows, the
     * environment has the rest.
     */
    public static long bytes() {
        try {
            return bytes(Files.readString(LIMITS, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return LEAST_BYTES / 2; // No Linux: what every system allows.
        }
    }

    /** Reads it from the text of {@code /proc/self/limits}. */
    static long bytes(String limits) {
        Matcher stack = STACK.matcher(limits);
        long allowed = LEAST_BYTES;
        if (stack.find()) {
            String size = stack.group(1);
            long share = size.equals("unlimited") ? MOST_BYTES : Long.parseLong(size) / STACK_SHARE;
            allowed = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, share));
        }
        return Math.min(USEFUL_BYTES, allowed / 2);
    }
}
