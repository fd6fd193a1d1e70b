package dev.brigade.rsync;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Reads a set of bytes, {@code [...]}, out of a pattern. No set holds the slash. */
final class ByteSet {
    private final byte[] pattern;
    private final BitSet bytes = new BitSet(256);
    private int at;
    private boolean complete = true;

    /** Reads the set whose opening bracket stands before an index. */
    ByteSet(byte[] pattern, int start) {
        this.pattern = pattern;
        this.at = start;
        boolean negated = peek() == '!' || peek() == '^';
        if (negated) {
            at++;
        }
        read();
        if (negated) {
            bytes.flip(0, 256);
        }
        bytes.clear('/');
    }

    /** Every byte but the slash. */
    static BitSet notSlash() {
        BitSet all = new BitSet(256);
        all.set(0, 256);
        all.clear('/');
        return all;
    }

    /** What the set holds. */
    BitSet bytes() {
        return bytes;
    }

    /** Where its closing bracket stands. */
    int end() {
        return at;
    }

    /** Whether there was a closing bracket, and no unknown class before it. */
    boolean isComplete() {
        return complete;
    }

    /** One member after the other; a closing bracket that comes first is a member. */
    private void read() {
        int previous = -1;
        boolean first = true;
        while (complete && (first || peek() != ']')) {
            first = false;
            if (peek() == '-' && previous >= 0 && peek(1) >= 0 && peek(1) != ']') {
                at++;
                int last = member();
                if (complete && previous <= last) {
                    bytes.set(previous, last + 1);
                }
                previous = -1;
            } else if (peek() == '[' && peek(1) == ':') {
                namedClass();
                previous = -1;
            } else {
                previous = member();
                if (complete) {
                    bytes.set(previous);
                }
            }
        }
    }

    /** One byte, literal where a backslash stands before it. */
    private int member() {
        if (peek() == '\\') {
            at++;
        }
        int member = peek();
        complete = member >= 0;
        at++;
        return member;
    }

    /** A class such as {@code [:alpha:]}; where the next bracket does not end one, the opening bracket is a member. */
    private void namedClass() {
        int name = at + 2;
        int close = name;
        while (close < pattern.length && pattern[close] != ']') {
            close++;
        }
        if (close == pattern.length) {
            complete = false;
            return;
        }
        if (close == name || pattern[close - 1] != ':') {
            at++;
            bytes.set('[');
            return;
        }
        addClass(new String(pattern, name, close - 1 - name, StandardCharsets.ISO_8859_1));
        at = close + 1;
    }

    /** Classes as the C locale has them: no byte from 128 on is in any. */
    private void addClass(String name) {
        switch (name) {
            case "alnum" -> add(b -> isAlpha(b) || isDigit(b));
            case "alpha" -> add(ByteSet::isAlpha);
            case "blank" -> add(b -> b == ' ' || b == '\t');
            case "cntrl" -> add(b -> b < ' ' || b == 127);
            case "digit" -> add(ByteSet::isDigit);
            case "graph" -> add(b -> b > ' ' && b < 127);
            case "lower" -> add(b -> b >= 'a' && b <= 'z');
            case "print" -> add(b -> b >= ' ' && b < 127);
            case "punct" -> add(b -> b > ' ' && b < 127 && !isAlpha(b) && !isDigit(b));
            case "space" -> add(b -> b == ' ' || b >= '\t' && b <= '\r');
            case "upper" -> add(b -> b >= 'A' && b <= 'Z');
            case "xdigit" -> add(b -> isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F');
            default -> complete = false;
        }
    }

    private void add(IntPredicate members) {
        for (int b = 0; b < 128; b++) {
            if (members.test(b)) {
                bytes.set(b);
            }
        }
    }

    private static boolean isAlpha(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private int peek() {
        return peek(0);
    }

    /** The byte so many places on, or -1 behind the end. */
    private int peek(int ahead) {
        return at + ahead < pattern.length ? pattern[at + ahead] & 0xff : -1;
    }
}
