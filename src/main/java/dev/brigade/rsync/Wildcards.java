package dev.brigade.rsync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern over bytes: {@code ?} is one byte and {@code *} any number of them, never a slash, {@code **} any number
 * and slashes too, {@code [...]} one byte of a set; a backslash takes the byte after it literally. Without any of
 * {@code * ? [} the pattern is plain text, backslashes included.
 */
final class Wildcards {
    /** Tokens below this are bytes to be met; from {@code SET} on they are numbers of sets. */
    private static final int STAR = 256;

    private static final int DOUBLE_STAR = 257;
    private static final int SET = 258;

    private final int[] tokens;
    private final List<BitSet> sets = new ArrayList<>();
    /** Whether nothing can match: the pattern ends within a set or after a backslash, or names an unknown class. */
    private final boolean broken;

    Wildcards(byte[] pattern) {
        int[] compiled = new int[pattern.length];
        boolean wild = hasWildcard(pattern);
        boolean incomplete = false;
        int length = 0;
        for (int i = 0; i < pattern.length && !incomplete; i++) {
            int c = pattern[i] & 0xff;
            if (!wild) {
                compiled[length++] = c;
            } else if (c == '\\') {
                incomplete = ++i == pattern.length;
                compiled[length++] = incomplete ? c : pattern[i] & 0xff;
            } else if (c == '?') {
                compiled[length++] = set(ByteSet.notSlash());
            } else if (c == '*') {
                int first = i;
                while (i + 1 < pattern.length && pattern[i + 1] == '*') {
                    i++;
                }
                compiled[length++] = i > first ? DOUBLE_STAR : STAR;
            } else if (c == '[') {
                ByteSet parsed = new ByteSet(pattern, i + 1);
                incomplete = !parsed.isComplete();
                i = parsed.end();
                compiled[length++] = set(parsed.bytes());
            } else {
                compiled[length++] = c;
            }
        }
        tokens = Arrays.copyOf(compiled, length);
        broken = incomplete;
    }

    private int set(BitSet bytes) {
        sets.add(bytes);
        return SET + sets.size() - 1;
    }

    private static boolean hasWildcard(byte[] pattern) {
        for (byte b : pattern) {
            if (b == '*' || b == '?' || b == '[') {
                return true;
            }
        }
        return false;
    }

    /** Whether the pattern matches all of the text from an index on. */
    boolean match(byte[] text, int from) {
        if (broken) {
            return false;
        }
        int token = 0;
        int at = from;
        // Where to go on if what follows the last star does not match: let the star take one byte more. A later star
        // makes the choices of earlier ones of its kind or a narrower kind irrelevant, so one of each kind is enough.
        int star = -1;
        int starAt = 0;
        int doubleStar = -1;
        int doubleStarAt = 0;
        while (true) {
            if (token < tokens.length && tokens[token] == DOUBLE_STAR) {
                doubleStar = ++token;
                doubleStarAt = at;
                star = -1;
            } else if (token < tokens.length && tokens[token] == STAR) {
                star = ++token;
                starAt = at;
            } else if (at < text.length && token < tokens.length && accepts(tokens[token], text[at] & 0xff)) {
                token++;
                at++;
            } else if (at == text.length && token == tokens.length) {
                return true;
            } else if (star >= 0 && starAt < text.length && text[starAt] != '/') {
                token = star;
                at = ++starAt;
            } else if (doubleStar >= 0 && doubleStarAt < text.length) {
                token = doubleStar;
                at = ++doubleStarAt;
                star = -1;
            } else {
                return false;
            }
        }
    }

    private boolean accepts(int token, int b) {
        return token < STAR ? token == b : sets.get(token - SET).get(b);
    }
}
