package dev.brigade.rsync;

import dev.brigade.model.Change;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of rsync's standard output that brigade asks for: what rsync did to which entry. */
public final class ChangeLines {
    /**
     * Item, size and name; the bar tells these lines from anything else rsync prints. A line is one entry whatever its
     * name, because rsync escapes control characters.
     */
    static final String FORMAT = "|%i|%l|%n";

    /** Blanks at the end belong to the item: a hard link with no other difference is {@code hf} and nine of them. */
    private static final Pattern LINE =
            Pattern.compile("\\|([<>ch.*][^|]{10}|\\*deleting *)\\|(\\d{1,18})\\|(.*)", Pattern.DOTALL);

    private ChangeLines() {}

    /**
     * Reads the first {@code length} bytes of one line.
     *
     * @return empty if rsync did not print the line in this format
     */
    public static Optional<Change> parse(byte[] line, int length) {
        if (length == 0 || line[0] != '|') {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? Optional.of(new Change(
                        RsyncText.entry(RsyncText.unescape(matcher.group(3))),
                        matcher.group(1).strip(),
                        Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
