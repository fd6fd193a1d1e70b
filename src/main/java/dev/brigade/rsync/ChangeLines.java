package dev.brigade.rsync;

import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of rsync's standard output that we ask for: what it did to which entry. */
public final class ChangeLines {
    /**
     * Item, size and name; the bar tells these lines from anything else rsync prints. A line is one entry whatever its
     * name, because rsync escapes control characters.
     */
    static final String FORMAT = "|%i|%l|%n";

    /** Blanks at the end belong to it: a hard link that differs in nothing else is {@code hf} and nine of them. */
    private static final int ITEM_LENGTH = 11;

    private static final String ITEM_BEGINNINGS = "<>ch.*";
    private static final String DELETING = "*deleting";
    /** So many digits fit into a {@code long} whatever they are. */
    private static final int MOST_DIGITS = 18;

    private ChangeLines() {}

    /**
     * Reads one line.
     *
     * @return empty for lines that are none of ours
     */
    public static Optional<Change> parse(byte[] line, int length) {
        if (length == 0 || line[0] != '|') {
            return Optional.empty();
        }
        int itemEnd = indexOf(line, length, 1);
        int sizeEnd = itemEnd < 0 ? -1 : indexOf(line, length, itemEnd + 1);
        if (sizeEnd < 0) {
            return Optional.empty();
        }
        String item = new String(line, 1, itemEnd - 1, StandardCharsets.US_ASCII);
        long size = number(line, itemEnd + 1, sizeEnd);
        if (!isItem(item) || size < 0) {
            return Optional.empty();
        }
        return Optional.of(new Change(name(line, sizeEnd + 1, length), item.strip(), size));
    }

    private static boolean isItem(String text) {
        return text.length() == ITEM_LENGTH && ITEM_BEGINNINGS.indexOf(text.charAt(0)) >= 0
                || text.startsWith(DELETING) && text.strip().length() == DELETING.length();
    }

    /** The number written in a part of a line, -1 where there is none. */
    private static long number(byte[] line, int from, int to) {
        if (from == to || to - from > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return -1;
            }
            number = 10 * number + line[i] - '0';
        }
        return number;
    }

    private static FileName name(byte[] line, int from, int to) {
        byte[] raw = RsyncText.unescape(line, from, to);
        int end = raw.length;
        while (end > 0 && raw[end - 1] == '/') {
            end--;
        }
        return end == 1 && raw[0] == '.' ? FileName.ROOT : FileName.of(raw, 0, end);
    }

    private static int indexOf(byte[] line, int length, int from) {
        for (int i = from; i < length; i++) {
            if (line[i] == '|') {
                return i;
            }
        }
        return -1;
    }
}
