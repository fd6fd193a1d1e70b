package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter((bytes, length) -> lines.add(latin(bytes, length)));

    @Test
    void keepsBlankLinesCarriageReturnsAndEveryOtherByte() {
        feed("a\r\n\n\nb\0\u0080\u00ff\rc\n");
        splitter.close();
        assertThat(lines).containsExactly("a\r", "", "", "b\0\u0080\u00ff\rc");
    }

    @Test
    void theLastLineNeedsNoLineFeedAndAnEmptyStreamHasNoLine() {
        splitter.close();
        assertThat(lines).isEmpty();
        feed("a\nb");
        assertThat(lines).containsExactly("a");
        splitter.close();
        splitter.close();
        assertThat(lines).containsExactly("a", "b");
    }

    @Test
    void aLongLineIsCutAndTheNextOneIsWhole() {
        String longest = "x".repeat(LineConsumer.LONGEST);
        feed(longest + "\n" + longest + "yyy\nz\n");
        assertThat(lines).containsExactly(longest, longest, "z");
    }

    @Test
    void whereTheStreamIsCutIntoWritesDoesNotMatter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] all = new byte[300_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (random.nextInt(40) == 0 ? '\n' : random.nextInt(256));
        }
        Arrays.fill(all, 1000, 150_000, (byte) 'x');
        for (int at = 0; at < all.length; ) {
            int count = Math.min(all.length - at, random.nextInt(5000));
            splitter.write(all, at, count);
            at += count;
        }
        splitter.close();
        List<String> expected = new ArrayList<>(List.of(latin(all, all.length).split("\n", -1)));
        if (expected.get(expected.size() - 1).isEmpty()) {
            expected.remove(expected.size() - 1);
        }
        expected.replaceAll(line -> line.substring(0, Math.min(line.length(), LineConsumer.LONGEST)));
        assertThat(lines).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void keepsTheFirstThrowableAndDropsTheRest() {
        List<String> asked = new ArrayList<>();
        LineSplitter failing = new LineSplitter((bytes, length) -> {
            asked.add(latin(bytes, length));
            throw new AssertionError(latin(bytes, length));
        });
        failing.write("a\nb\nc".getBytes(StandardCharsets.US_ASCII), 0, 5);
        failing.close();
        assertThat(asked).containsExactly("a");
        assertThat(failing.failure())
                .get()
                .isInstanceOf(AssertionError.class)
                .hasToString("java.lang.AssertionError: a");
    }

    @Test
    void aDetachedConsumerHearsNothing() {
        splitter.detach();
        feed("a\nb");
        splitter.close();
        assertThat(lines).isEmpty();
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        splitter.write(bytes, 0, bytes.length);
    }

    private static String latin(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
