package dev.brigade.rsync;

import java.util.Arrays;

/** The text that rsync prints under {@code LC_ALL=C}. */
final class RsyncText {
    private static final int ESCAPE = 5;

    private RsyncText() {}

    /**
     * The raw bytes of a printed name: {@code \#ooo} stands for the byte of those three octal digits, everything else
     * for itself. A backslash of a name before {@code #} and three digits is printed as {@code \#134}, so this is
     * exact.
     *
     * @param from where the name begins in the line, in bytes
     * @param to where it ends, exclusive
     */
    static byte[] unescape(byte[] line, int from, int to) {
        byte[] raw = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; ) {
            if (isEscape(line, i, to)) {
                raw[length++] = (byte) (digit(line[i + 2]) << 6 | digit(line[i + 3]) << 3 | digit(line[i + 4]));
                i += ESCAPE;
            } else {
                raw[length++] = line[i++];
            }
        }
        return Arrays.copyOf(raw, length);
    }

    private static boolean isEscape(byte[] line, int at, int to) {
        return at + ESCAPE <= to
                && line[at] == '\\'
                && line[at + 1] == '#'
                && line[at + 2] >= '0'
                && line[at + 2] <= '3'
                && isOctal(line[at + 3])
                && isOctal(line[at + 4]);
    }

    private static boolean isOctal(byte b) {
        return b >= '0' && b <= '7';
    }

    private static int digit(byte b) {
        return b - '0';
    }
}
