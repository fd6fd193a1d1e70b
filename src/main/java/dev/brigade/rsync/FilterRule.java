package dev.brigade.rsync;

import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One exclude or include rule: a pattern of raw bytes with rsync's meaning, matched against paths below the root of the
 * transfer. Its identity is its kind and its pattern. Immutable and thread-safe.
 */
public final class FilterRule {
    /** The longest pattern that rsync takes, in bytes; it leaves out longer ones. */
    static final int LONGEST = 4095;

    private final boolean include;
    private final FileName pattern;
    private final PathPattern matcher;

    /** A rule that keeps what matches, or leaves it out; the pattern has 1 to 4095 bytes. */
    FilterRule(boolean include, FileName pattern) {
        if (pattern.isRoot() || pattern.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern has 1 to " + LONGEST + " bytes, not " + pattern.length());
        }
        this.include = include;
        this.pattern = pattern;
        this.matcher = new PathPattern(pattern.toString());
    }

    /** Returns a rule that leaves out just this entry, whatever characters its path below the root has. */
    public static FilterRule excludeExactly(FileName name) {
        String path = name.toString();
        // Only in a pattern with wildcards is a backslash more than itself.
        String exact = path.matches("(?s).*[*?\\[].*") ? path.replaceAll("[*?\\[\\\\]", "\\\\$0") : path;
        return new FilterRule(false, FileName.of(("/" + exact).getBytes(StandardCharsets.ISO_8859_1)));
    }

    boolean isInclude() {
        return include;
    }

    /** Whether the rule is about a path below the root of the transfer, its bytes as Latin-1. */
    boolean matches(String path, boolean directory) {
        return matcher.matches(path, directory);
    }

    /** This rule as an argument of rsync, if the pattern's bytes can be one in this locale. */
    Optional<String> asArgument() {
        // What looks like a prefix of a rule needs another before it.
        boolean ambiguous = pattern.toString().matches("(?s)!|[-+] .*");
        FileName rule = ambiguous ? FileName.of(toString().getBytes(StandardCharsets.ISO_8859_1)) : pattern;
        return rule.asArgument().map(text -> (include ? "--include=" : "--exclude=") + text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilterRule rule && toString().equals(rule.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Returns the rule as rsync writes it, its bytes as Latin-1 text. */
    @Override
    public String toString() {
        return (include ? "+ " : "- ") + pattern;
    }
}
