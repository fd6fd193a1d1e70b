package dev.brigade.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Escapes names and messages for people: one line, and nothing that a terminal obeys. Control characters and bytes that
 * are not UTF-8 become {@code \#ooo}, as rsync prints them. Pure.
 */
public final class Names {
    private Names() {}

    /** Returns a name of any bytes as text. */
    public static String printable(byte[] name) {
        StringBuilder out = new StringBuilder(name.length);
        int i = 0;
        while (i < name.length) {
            int length = sequenceLength(name[i] & 0xFF);
            String character = i + length <= name.length ? decode(name, i, length) : "";
            if (character.isEmpty() || !isShown(character.codePointAt(0)) || isEscapeLike(name, i)) {
                out.append(String.format("\\#%03o", name[i] & 0xFF));
                i++;
            } else {
                out.append(character);
                i += length;
            }
        }
        return out.toString();
    }

    /** Returns text from anywhere, such as a message, as safe text. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isShown(c)) {
                out.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format("\\#%03o", b & 0xFF));
                }
            }
        });
        return out.toString();
    }

    /** Returns the length of the UTF-8 sequence that a byte begins. */
    private static int sequenceLength(int first) {
        if (first < 0x80) {
            return 1;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static String decode(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    /** Returns false for control characters and those that have no width or change the direction of text. */
    private static boolean isShown(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED;
    }

    /** Returns whether a backslash would look like one of our escapes. */
    private static boolean isEscapeLike(byte[] name, int i) {
        return name[i] == '\\' && i + 1 < name.length && name[i + 1] == '#';
    }
}
