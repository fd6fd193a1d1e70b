package dev.brigade.rsync;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a string into words as a POSIX shell does: quotes and backslashes, but nothing is expanded. */
final class OptionWords {
    private static final Pattern PIECE = Pattern.compile(
            "(?<blank>[ \\t\\n]++)|'(?<single>[^']*+)'|\"(?<double>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\""
                    + "|\\\\(?<escaped>.)|(?<plain>[^ \\t\\n'\"\\\\]++)",
            Pattern.DOTALL);

    /** Within double quotes a backslash is itself unless it stands before one of these. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:\\n|([\\\\\"$`]))");

    private OptionWords() {}

    /** Returns the words without quotes; throws if a quote is not closed or nothing follows a last backslash. */
    static List<String> split(String text) throws OptionException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        Matcher piece = PIECE.matcher(text);
        for (int at = 0; at < text.length(); at = piece.end()) {
            if (!piece.region(at, text.length()).lookingAt()) {
                throw new OptionException(unfinished(text.charAt(at)));
            }
            if (piece.group("blank") != null) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else if (!piece.group().equals("\\\n")) { // A backslash and a line end continue the line.
                inWord = true;
                word.append(content(piece));
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    private static String content(Matcher piece) {
        if (piece.group("double") != null) {
            return ESCAPED.matcher(piece.group("double")).replaceAll("$1");
        }
        for (String name : List.of("single", "escaped", "plain")) {
            if (piece.group(name) != null) {
                return piece.group(name);
            }
        }
        throw new IllegalStateException("not a part of a word: " + piece.group());
    }

    private static String unfinished(char c) {
        return switch (c) {
            case '\'' -> "a single quote (') is not closed in the rsync options: close it";
            case '"' -> "a double quote (\") is not closed in the rsync options: close it";
            default -> "a backslash at the end of the rsync options: put a character after it";
        };
    }
}
