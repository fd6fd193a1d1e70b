package dev.brigade.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The first and the last lines of an output, within a limit. Not thread-safe. */
final class Excerpt {
    /** Longer lines are cut. */
    private static final int LONGEST_LINE = 8 * 1024;

    private final int half;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final Deque<byte[]> end = new ArrayDeque<>();
    private int endBytes;
    private long left;

    /** Makes an empty excerpt of at most so many bytes, half of them for the beginning. */
    Excerpt(int most) {
        this.half = most / 2;
    }

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

    /** Writes the excerpt, with a line if something is left out. */
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
