package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a child's command line may be. */
public final class ArgumentLimit {
    private static final Pattern STACK = Pattern.compile("(?m)^Max stack size +(\\d{1,18}|unlimited) ");

    /** Linux gives arguments and environment a quarter of the stack, from 128 KiB to 6 MiB (execve(2)). */
    private static final long STACK_SHARE = 4;

    private static final long LEAST_BYTES = 128 << 10;
    private static final long MOST_BYTES = 6 << 20;

    /** More does not pay: so many names are much more work than a start of rsync. */
    private static final long USEFUL_BYTES = 1 << 20;

    private ArgumentLimit() {}

    /**
     * Returns the bytes for arguments, with pointers and ending NULs: half of what the kernel allows, the rest is for
     * the environment.
     */
    public static long bytes() {
        try {
            return bytes(Files.readString(Path.of("/proc/self/limits"), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return LEAST_BYTES / 2; // every system allows that
        }
    }

    /** Reads the text of {@code /proc/self/limits}. */
    static long bytes(String limits) {
        Matcher stack = STACK.matcher(limits);
        String size = stack.find() ? stack.group(1) : "0";
        long share = size.equals("unlimited") ? MOST_BYTES : Long.parseLong(size) / STACK_SHARE;
        return Math.min(USEFUL_BYTES, Math.max(LEAST_BYTES, Math.min(MOST_BYTES, share)) / 2);
    }
}
