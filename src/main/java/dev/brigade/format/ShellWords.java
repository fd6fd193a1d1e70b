package dev.brigade.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and writes words as a POSIX shell does: quotes and backslashes, but nothing is expanded. Pure. */
public final class ShellWords {
    private static final Pattern PIECE = Pattern.compile(
            "(?<blank>[ \\t\\n]++)|'(?<single>[^']*+)'|\"(?<double>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\""
                    + "|\\\\(?<escaped>.)|(?<plain>[^ \\t\\n'\"\\\\]++)",
            Pattern.DOTALL);

    /** Within double quotes a backslash is itself unless it stands before one of these. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:\\n|([\\\\\"$`]))");

    /** No shell sees anything but itself in such a word. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,@%+-]+|--[a-z-]+=[A-Za-z0-9_./:,@%+=-]*");

    private ShellWords() {}

    /** Words that do not end: a quote is not closed, or nothing follows a last backslash. */
    public static final class UnfinishedException extends Exception {
        private static final long serialVersionUID = 1;

        UnfinishedException(String message) {
            super(message);
        }
    }

    /**
     * Returns the words without quotes.
     *
     * @param name what the message of an error calls the text
     */
    public static List<String> split(String text, String name) throws UnfinishedException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        Matcher piece = PIECE.matcher(text);
        for (int at = 0; at < text.length(); at = piece.end()) {
            if (!piece.region(at, text.length()).lookingAt()) {
                throw new UnfinishedException(unfinished(text.charAt(at), name));
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

    private static String unfinished(char c, String name) {
        return switch (c) {
            case '\'' -> "a single quote (') is not closed in " + name + ": close it";
            case '"' -> "a double quote (\") is not closed in " + name + ": close it";
            default -> "a backslash at the end of " + name + ": put a character after it";
        };
    }

    /** Returns a word as a shell reads it, in single quotes if necessary. */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns a command line for a shell. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }
}
