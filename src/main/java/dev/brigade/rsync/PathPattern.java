package dev.brigade.rsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of rsync's as a regular expression over paths whose bytes are read as Latin-1. {@code ?} is one byte and
 * {@code *} any number of them, never a slash; {@code **} is any number, slashes too; {@code [...]} is one byte of a
 * set; a backslash takes the byte after it literally. Without any of {@code * ? [} the pattern is plain text,
 * backslashes included. Immutable and thread-safe.
 */
final class PathPattern {
    private static final String NOT_SLASH = "[^/]";
    private static final Set<String> CLASSES = Set.of(
            "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "xdigit");

    private final boolean directoriesOnly;
    /** Every path that matches ends so: most paths do not, and need no regular expression. */
    private final String suffix;
    /** {@code dir/***} means the directory too, so that shows a slash at its end. */
    private final boolean tripleStar;
    /** Whether the path gets a slash before it, so that {@code **}{@code /} finds one. */
    private final boolean afterSlash;
    /** So many last components of the path are compared; 0 for all. */
    private final int components;
    /** Null if nothing can match: a set or a backslash is not complete, or a class is unknown. */
    private final @Nullable Pattern regex;

    /** Reads a pattern of at least one byte, as Latin-1. */
    PathPattern(String pattern) {
        boolean anchored = pattern.startsWith("/");
        directoriesOnly = pattern.length() > 1 && pattern.endsWith("/");
        String body = pattern.substring(anchored ? 1 : 0, pattern.length() - (directoriesOnly ? 1 : 0));
        suffix = body.replaceFirst("(?s)^.*[*?\\[\\]\\\\]", "").replaceFirst("^/", "");
        tripleStar = body.endsWith("***");
        int doubleStar = body.indexOf("**");
        afterSlash = !anchored && doubleStar >= 0;
        components = anchored || doubleStar >= 0
                ? 0
                : 1 + (int) body.chars().filter(c -> c == '/').count();
        String translated = new Translation(body).regex();
        regex = translated == null
                ? null
                : Pattern.compile((afterSlash && doubleStar > 0 ? ".*?/" : "") + translated, Pattern.DOTALL);
    }

    /** Whether the pattern speaks of a path below the root of the transfer. */
    boolean matches(String path, boolean directory) {
        if (regex == null || directoriesOnly && !directory || !path.endsWith(suffix)) {
            return false;
        }
        String subject = (afterSlash ? "/" : "") + path + (directory && tripleStar ? "/" : "");
        int start = start(subject);
        return start >= 0
                && regex.matcher(subject).region(start, subject.length()).matches();
    }

    /** Where the compared part begins; -1 if the path has fewer components than the pattern. */
    private int start(String subject) {
        int slash = subject.length();
        for (int i = 0; i < components; i++) {
            if (slash < 0) {
                return -1;
            }
            slash = subject.lastIndexOf('/', slash - 1);
        }
        return components == 0 ? 0 : slash + 1;
    }

    /** Translates one pattern; used once. */
    private static final class Translation {
        private final String pattern;
        private int at;
        private boolean complete = true;

        Translation(String pattern) {
            this.pattern = pattern;
        }

        @Nullable
        String regex() {
            if (pattern.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
                return Pattern.quote(pattern);
            }
            // What stands between double stars, and within that between single ones.
            List<String> outer = new ArrayList<>();
            List<String> inner = new ArrayList<>();
            StringBuilder part = new StringBuilder();
            while (complete && at < pattern.length()) {
                int begin = at;
                char c = pattern.charAt(at++);
                if (c == '*') {
                    while (peek(0) == '*') {
                        at++;
                    }
                    inner.add(part.toString());
                    part.setLength(0);
                    if (at - begin > 1) {
                        outer.add(joined(inner, NOT_SLASH + "*?"));
                        inner.clear();
                    }
                } else if (c == '?') {
                    part.append(NOT_SLASH);
                } else if (c == '[') {
                    part.append(set());
                } else {
                    at = begin;
                    part.append(literal(member()));
                }
            }
            inner.add(part.toString());
            outer.add(joined(inner, NOT_SLASH + "*?"));
            return complete ? joined(outer, ".*?") : null;
        }

        /**
         * A star takes as little as it can. What stands before a later star needs no second try, because that star can
         * take all the more: so no pattern takes exponential time.
         */
        private static String joined(List<String> parts, String star) {
            StringBuilder regex = new StringBuilder();
            int last = parts.size() - 1;
            for (int i = 0; i <= last; i++) {
                String part = (i == 0 ? "" : star) + parts.get(i);
                regex.append(i < last ? "(?>" + part + ")" : part);
            }
            return regex.toString();
        }

        /** Reads a set behind its opening bracket. A closing bracket that comes first is a member. */
        private String set() {
            boolean negated = peek(0) == '!' || peek(0) == '^';
            at += negated ? 1 : 0;
            StringBuilder members = new StringBuilder();
            int previous = -1;
            int first = at;
            while (complete && (at == first || peek(0) != ']')) {
                if (peek(0) == '-' && previous >= 0 && peek(1) >= 0 && peek(1) != ']') {
                    at++;
                    int last = member();
                    members.append(previous <= last ? literal(previous) + "-" + literal(last) : "");
                    previous = -1;
                } else if (peek(0) == '[' && peek(1) == ':') {
                    members.append(namedClass());
                    previous = -1;
                } else {
                    previous = member();
                    members.append(literal(previous));
                }
            }
            at++;
            // No path has a zero byte; without it a set of nothing is no regular expression.
            return negated ? "[^/\\x00" + members + "]" : "(?!/)[\\x00" + members + "]";
        }

        /** A class such as {@code [:alpha:]}, ASCII only; if its end is missing, the bracket is a member. */
        private String namedClass() {
            int close = pattern.indexOf(']', at + 2);
            if (close == at + 2 || close > 0 && pattern.charAt(close - 1) != ':') {
                at++;
                return literal('[');
            }
            String name = close < 0 ? "" : pattern.substring(at + 2, close - 1);
            if (!CLASSES.contains(name)) {
                complete = false;
                return "";
            }
            at = close + 1;
            return "\\p{" + (name.equals("xdigit") ? "XDigit" : capitalized(name)) + "}";
        }

        private static String capitalized(String name) {
            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }

        /** One byte, literal if a backslash stands before it; -1 behind the end. */
        private int member() {
            at += peek(0) == '\\' ? 1 : 0;
            int member = peek(0);
            complete &= member >= 0;
            at++;
            return member;
        }

        private static String literal(int b) {
            return String.format("\\x%02x", b & 0xff);
        }

        /** The byte so many places on, or -1 behind the end. */
        private int peek(int ahead) {
            return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : -1;
        }
    }
}
