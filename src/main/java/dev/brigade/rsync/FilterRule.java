package dev.brigade.rsync;

import dev.brigade.model.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One exclude or include rule: a pattern of raw bytes with rsync's meaning, matched against paths below the root of the
 * transfer. Its identity is its kind and its pattern. Immutable and thread-safe.
 */
public final class FilterRule {
    /** The longest pattern that rsync takes, in bytes; it leaves out longer ones. */
    static final int LONGEST = 4095;

    private final boolean include;
    private final byte[] pattern;
    private final PathPattern matcher;

    private FilterRule(boolean include, byte[] pattern) {
        if (pattern.length == 0 || pattern.length > LONGEST) {
            throw new IllegalArgumentException("a pattern has 1 to " + LONGEST + " bytes, not " + pattern.length);
        }
        this.include = include;
        this.pattern = pattern.clone();
        this.matcher = new PathPattern(this.pattern);
    }

    /** A rule that leaves out what matches; the pattern has 1 to 4095 bytes. */
    public static FilterRule exclude(byte[] pattern) {
        return new FilterRule(false, pattern);
    }

    /** A rule that leaves out just this entry, whatever characters its path below the root of the transfer has. */
    public static FilterRule excludeExactly(FileName name) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        pattern.write('/');
        byte[] bytes = name.toBytes();
        // Only in a pattern with wildcards is a backslash more than itself.
        boolean wild = name.toString().chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
        for (byte b : bytes) {
            if (wild && "*?[\\".indexOf(b) >= 0) {
                pattern.write('\\');
            }
            pattern.write(b);
        }
        return new FilterRule(false, pattern.toByteArray());
    }

    /** A rule that keeps what matches, whatever later rules say; the pattern has 1 to 4095 bytes. */
    public static FilterRule include(byte[] pattern) {
        return new FilterRule(true, pattern);
    }

    /** Whether this rule keeps what it matches; otherwise it leaves it out. */
    public boolean isInclude() {
        return include;
    }

    /** A copy of the pattern's bytes. */
    public byte[] pattern() {
        return pattern.clone();
    }

    /** Whether the rule speaks of this path below the root of the transfer, which is not empty. */
    boolean matches(byte[] path, boolean directory) {
        return matcher.matches(path, directory);
    }

    /** This rule as an argument of rsync, if the pattern's bytes can be one in this locale. */
    Optional<String> asArgument() {
        return FileName.of(withPrefix()).asArgument().map(rule -> (include ? "--include=" : "--exclude=") + rule);
    }

    /** The pattern as rsync must be given it: what looks like a prefix of a rule needs another before it. */
    private byte[] withPrefix() {
        boolean ambiguous = pattern.length == 1 && pattern[0] == '!'
                || pattern.length > 1 && (pattern[0] == '-' || pattern[0] == '+') && pattern[1] == ' ';
        if (!ambiguous) {
            return pattern;
        }
        byte[] prefixed = new byte[pattern.length + 2];
        prefixed[0] = (byte) (include ? '+' : '-');
        prefixed[1] = ' ';
        System.arraycopy(pattern, 0, prefixed, 2, pattern.length);
        return prefixed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilterRule rule && include == rule.include && Arrays.equals(pattern, rule.pattern);
    }

    @Override
    public int hashCode() {
        return 31 * Boolean.hashCode(include) + Arrays.hashCode(pattern);
    }

    /** For debugging: the rule as rsync writes it, its bytes as Latin-1 text. */
    @Override
    public String toString() {
        return (include ? "+ " : "- ") + new String(pattern, StandardCharsets.ISO_8859_1);
    }
}
