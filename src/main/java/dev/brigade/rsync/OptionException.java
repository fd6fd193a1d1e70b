package dev.brigade.rsync;

/** An option string or filter rule that cannot be used; the message is one line: what is wrong and what to do. */
public final class OptionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The message may quote what the user wrote: control characters in it are shown as {@code \ooo}. */
    OptionException(String message) {
        super(oneLine(message));
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? String.format("\\%03o", (int) c) : String.valueOf(c));
        }
        return line.toString();
    }
}
