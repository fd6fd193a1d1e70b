package dev.brigade.rsync;

import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads rules as rsync reads those of its exclude and include options, into one list. Not thread-safe. */
final class FilterReader {
    private static final String PREFIXED = "a '%c ' stands without a pattern in %s: write the pattern after it";
    private static final String LONG = "a pattern of %d bytes in %s is longer than the %d that rsync takes: shorten it";
    private static final String LOST = "the pattern '%s' in %s cannot be passed to rsync in this locale:"
            + " set LC_ALL=C.UTF-8, and write ? for a byte that is no UTF-8";
    private static final String ZERO = "%s holds a zero byte: write one pattern a line";

    private final List<FilterRule> rules;

    /** Goes on after the given rules. */
    FilterReader(FilterRules start) {
        this.rules = new ArrayList<>(start.rules());
    }

    FilterRules rules() {
        return FilterRules.of(rules);
    }

    /** Adds the rule of one exclude or include option. */
    void add(boolean include, String value) throws OptionException {
        String where = include ? "--include" : "--exclude";
        FileName bytes = FileName.of(value);
        if (value.indexOf('\0') >= 0 || !bytes.asArgument().equals(Optional.of(value))) {
            throw new OptionException(String.format(LOST, value, where));
        }
        add(include, bytes.toBytes(), where);
    }

    /** Adds the rules of a file, one a line; a relative name counts from the working directory. */
    void addFile(boolean include, String file) throws OptionException {
        String where = (include ? "--include-from " : "--exclude-from ") + file;
        byte[] text = read(file, where);
        int start = 0;
        for (int i = 0; i <= text.length; i++) {
            // A carriage return ends a line too, so DOS files read well.
            if (i == text.length || text[i] == '\n' || text[i] == '\r') {
                boolean comment = start < i && (text[start] == '#' || text[start] == ';');
                if (!comment) {
                    add(include, Arrays.copyOfRange(text, start, i), where);
                }
                start = i + 1;
            }
        }
    }

    private static byte[] read(String file, String where) throws OptionException {
        if (file.equals("-")) {
            throw new OptionException(where + " would read standard input: name a file");
        }
        byte[] text;
        try {
            text = Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new OptionException(where + ": there is no such file, name one that exists");
        } catch (AccessDeniedException e) {
            throw new OptionException(where + ": permission denied, name a file that can be read");
        } catch (IOException | InvalidPathException e) {
            throw new OptionException(where + " cannot be read (" + e.getMessage() + "): name a text file");
        }
        for (byte b : text) {
            if (b == 0) {
                throw new OptionException(String.format(ZERO, where));
            }
        }
        return text;
    }

    private void add(boolean include, byte[] rule, String where) throws OptionException {
        if (rule.length == 0) {
            return;
        }
        if (rule.length == 1 && rule[0] == '!') {
            rules.clear();
            return;
        }
        boolean prefixed = rule.length > 1 && (rule[0] == '-' || rule[0] == '+') && rule[1] == ' ';
        byte[] pattern = prefixed ? Arrays.copyOfRange(rule, 2, rule.length) : rule;
        if (pattern.length == 0) {
            throw new OptionException(String.format(PREFIXED, (char) rule[0], where));
        }
        if (pattern.length > FilterRule.LONGEST) {
            throw new OptionException(String.format(LONG, pattern.length, where, FilterRule.LONGEST));
        }
        boolean including = prefixed ? rule[0] == '+' : include;
        FilterRule read = including ? FilterRule.include(pattern) : FilterRule.exclude(pattern);
        if (read.asArgument().isEmpty()) {
            String shown = new String(pattern, StandardCharsets.ISO_8859_1);
            throw new OptionException(String.format(LOST, shown, where));
        }
        rules.add(read);
    }
}
