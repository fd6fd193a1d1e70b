package dev.brigade.rsync;

import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that rsync prints under {@code LC_ALL=C}, its bytes read as Latin-1. */
final class RsyncText {
    private static final Pattern ESCAPED = Pattern.compile("\\\\#([0-3][0-7]{2})");

    private RsyncText() {}

    /**
     * Returns a printed name as it is: {@code \#ooo} stands for the byte of those three octal digits, everything else
     * for itself. rsync prints a backslash of a name before {@code #} and three digits as {@code \#134}, so this is
     * exact.
     */
    static String unescape(String printed) {
        if (!printed.contains("\\#")) {
            return printed;
        }
        return ESCAPED.matcher(printed)
                .replaceAll(escaped ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 8))));
    }

    /** Returns the entry that a name below the root of the transfer stands for; slashes at its end say nothing. */
    static FileName entry(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '/') {
            end--;
        }
        String entry = name.substring(0, end);
        return entry.equals(".") ? FileName.ROOT : FileName.of(entry.getBytes(StandardCharsets.ISO_8859_1));
    }
}
