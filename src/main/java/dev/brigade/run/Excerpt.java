package dev.brigade.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The beginning and the end of what somebody says, whole lines, however much it is. Not thread-safe. */
final class Excerpt {
    /** Longer lines are cut. */
    private static final int LONGEST_LINE = 8 * 1024;

    private final int half;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final Deque<byte[]> end = new ArrayDeque<>();
    private int endBytes;
    private long left;

    /**
     * Begins an empty one.
     *
     * @param most bytes it keeps at most, half of them of the beginning
     */
    Excerpt(int most) {
        this.half = most / 2;
    }

    /** Takes a line without its end. */
    void line(byte[] line, int length) {
        byte[] kept = Arrays.copyOf(line, Math.min(length, Math.min(LONGEST_LINE, half - 1)) + 1);
        kept[kept.length - 1] = '\n';
        if (end.isEmpty() && beginning.size() + kept.length <= half) {
            beginning.writeBytes(kept);
            return;
        }
        end.addLast(kept);
        endBytes += kept.length;
        while (endBytes > half) {
            int gone = end.removeFirst().length;
            endBytes -= gone;
            left += gone;
        }
    }

    boolean isEmpty() {
        return beginning.size() == 0;
    }

    /** Writes it, with a line where something was left out. */
    void writeTo(OutputStream out) throws IOException {
        beginning.writeTo(out);
        if (left > 0) {
            out.write(("... " + left + " bytes left out ...\n").getBytes(StandardCharsets.US_ASCII));
        }
        for (byte[] line : end) {
            out.write(line);
        }
    }
}
