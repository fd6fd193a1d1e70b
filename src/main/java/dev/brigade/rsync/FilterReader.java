package dev.brigade.rsync;

import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
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
        String where = include || value.startsWith("+ ") ? "--include" : "--exclude";
        FileName bytes = FileName.of(value);
        if (value.indexOf('\0') >= 0 || !bytes.asArgument().equals(Optional.of(value))) {
            throw new OptionException(String.format(LOST, value, where));
        }
        add(include, bytes.toString(), where);
    }

    /** Adds the rules of a file. */
    void addAll(boolean include, PatternFile file) throws OptionException {
        for (String line : file.lines()) {
            add(include, line, file.where());
        }
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
