package dev.brigade.testing;

/**
 * One way in which two trees differ.
 *
 * @param name of the entry below the root, as Latin-1 text; empty for the root
 * @param property what differs: {@code missing}, {@code extra}, {@code type}, {@code mode}, {@code owner},
 *     {@code size}, {@code content}, {@code mtime}, {@code target}, {@code device}, {@code links} or {@code blocks}
 * @param detail for people
 */
public record Difference(String name, String property, String detail) {

    /** One printable line. */
    @Override
    public String toString() {
        return (name.isEmpty() ? "." : printable(name)) + ": " + property + ": " + printable(detail);
    }

    private static String printable(String latin1) {
        StringBuilder out = new StringBuilder();
        latin1.chars().forEach(c -> {
            if (c < ' ' || c >= 0x7f || c == '\\') {
                out.append(String.format("\\x%02x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
