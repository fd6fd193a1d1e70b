package dev.brigade.rsync;

import java.util.ArrayList;
import java.util.List;

/** Splits a string into words as a POSIX shell does: quotes and backslashes, but nothing is expanded. */
final class OptionWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private OptionWords(String text) {
        this.text = text;
    }

    /** The words, quotes removed; throws where a quote is not closed or nothing follows a last backslash. */
    static List<String> split(String text) throws OptionException {
        OptionWords split = new OptionWords(text);
        while (split.at < text.length()) {
            split.step(text.charAt(split.at++));
        }
        split.endWord();
        return List.copyOf(split.words);
    }

    private void step(char c) throws OptionException {
        switch (c) {
            case ' ', '\t', '\n' -> endWord();
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> {
                char escaped = next("a backslash at the end of the rsync options: put a character after it");
                // A backslash and a line end continue the line.
                if (escaped != '\n') {
                    append(escaped);
                }
            }
            default -> append(c);
        }
    }

    private void singleQuoted() throws OptionException {
        inWord = true;
        char c;
        while ((c = next("a single quote (') is not closed in the rsync options: close it")) != '\'') {
            append(c);
        }
    }

    private void doubleQuoted() throws OptionException {
        String open = "a double quote (\") is not closed in the rsync options: close it";
        inWord = true;
        char c;
        while ((c = next(open)) != '"') {
            if (c != '\\') {
                append(c);
                continue;
            }
            char escaped = next(open);
            // Within double quotes a backslash is one unless it stands before one of these.
            if ("\\\"$`".indexOf(escaped) < 0 && escaped != '\n') {
                append('\\');
            }
            if (escaped != '\n') {
                append(escaped);
            }
        }
    }

    private char next(String otherwise) throws OptionException {
        if (at == text.length()) {
            throw new OptionException(otherwise);
        }
        return text.charAt(at++);
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
