package dev.brigade.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Names as they are shown: one line each and nothing that a terminal would obey, whatever their bytes. Control
 * characters and bytes that are not UTF-8 become {@code \#ooo}, as rsync prints them. Pure.
 */
public final class Names {
    private Names() {}

    /** Shows a name given as raw bytes. */
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

    /** Shows text that may come from anywhere, a message say. */
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

    /** Bytes of the UTF-8 sequence that a byte begins, as far as the byte alone says. */
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

    /** Not control characters, nor those that turn the direction of what follows or have no width. */
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

    /** A backslash that would read as one of our escapes. */
    private static boolean isEscapeLike(byte[] name, int i) {
        return name[i] == '\\' && i + 1 < name.length && name[i + 1] == '#';
    }
}
