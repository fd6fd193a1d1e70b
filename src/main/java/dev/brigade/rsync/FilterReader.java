package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rules as rsync reads those of its exclude and include options, into one list. Not thread-safe. */
final class FilterReader {
    private static final String PREFIXED = "a '%s' stands without a pattern in %s: write the pattern after it";
    private static final String LONG = "a pattern of %d bytes in %s is longer than the %d that rsync takes: shorten it";
    private static final String LOST = "the pattern '%s' in %s cannot be passed to rsync in this locale:"
            + " set LC_ALL=C.UTF-8, and write ? for a byte that is no UTF-8";

    private final List<FilterRule> rules;

    FilterReader(FilterRules start) {
        this.rules = new ArrayList<>(start.rules());
    }

    FilterRules rules() {
        return new FilterRules(rules);
    }

    void add(boolean include, String value) throws OptionException {
        String where = include ? "--include" : "--exclude";
        FileName bytes = FileName.of(value);
        if (value.indexOf('\0') >= 0 || !bytes.asArgument().equals(Optional.of(value))) {
            throw new OptionException(String.format(LOST, value, where));
        }
        add(include, bytes.toString(), where);
    }

    /** Adds the rules of a file, one a line; a relative name counts from the working directory. */
    void addFile(boolean include, String file) throws OptionException {
        String where = (include ? "--include-from " : "--exclude-from ") + file;
        // A carriage return ends a line too, so DOS files read well.
        for (String line : read(file, where).split("[\\n\\r]", -1)) {
            if (!line.startsWith("#") && !line.startsWith(";")) {
                add(include, line, where);
            }
        }
    }

    /** Reads a file's bytes as Latin-1. */
    private static String read(String file, String where) throws OptionException {
        if (file.equals("-")) {
            throw new OptionException(where + " would read standard input: name a file");
        }
        String text;
        try {
            text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new OptionException(where + " cannot be read (" + Reasons.of(e) + "): name a text file");
        } catch (InvalidPathException e) {
            throw new OptionException(where + " cannot be read (" + e.getMessage() + "): name a text file");
        }
        if (text.indexOf('\0') >= 0) {
            throw new OptionException(where + " contains a zero byte: write one pattern a line");
        }
        return text;
    }

    private void add(boolean include, String rule, String where) throws OptionException {
        if (rule.isEmpty()) {
            return;
        }
        if (rule.equals("!")) {
            rules.clear();
            return;
        }
        boolean prefixed = rule.startsWith("- ") || rule.startsWith("+ ");
        String pattern = prefixed ? rule.substring(2) : rule;
        if (pattern.isEmpty()) {
            throw new OptionException(String.format(PREFIXED, rule, where));
        }
        if (pattern.length() > FilterRule.LONGEST) {
            throw new OptionException(String.format(LONG, pattern.length(), where, FilterRule.LONGEST));
        }
        FileName bytes = FileName.of(pattern.getBytes(StandardCharsets.ISO_8859_1));
        FilterRule read = new FilterRule(prefixed ? rule.startsWith("+") : include, bytes);
        if (read.asArgument().isEmpty()) {
            throw new OptionException(String.format(LOST, pattern, where));
        }
        rules.add(read);
    }
}
