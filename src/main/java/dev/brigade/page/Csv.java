package dev.brigade.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A table as comma-separated values, in the address of a link. Pure. */
final class Csv {
    /** Characters that an address holds as they are, and that HTML does not escape. */
    private static final String PLAIN = "-._~/,;:=@+$!*()";

    private Csv() {}

    /** Returns one line, with its end. */
    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
    }

    /** A spreadsheet would run a cell that begins like a formula. */
    private static String cell(String text) {
        String guarded = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return guarded.matches("(?s).*[\",\\n\\r].*") ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }

    /** Returns the address of a file with such lines. */
    static String address(String lines) {
        StringBuilder address = new StringBuilder("data:text/csv;charset=utf-8,");
        for (byte b : lines.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            address.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return address.toString();
    }
}
