package dev.brigade.rsync;

import java.util.Arrays;

/** Where in a path a rule's pattern looks, and at what kind of entry; the looking itself is {@link Wildcards}'s. */
final class PathPattern {
    /** The pattern must match a whole tail of the path: which ones are tried. */
    private enum Tail {
        /** The whole path. */
        WHOLE,
        /** The whole path, with a slash before it, so that a leading double star finds one. */
        WHOLE_AFTER_SLASH,
        /** The path and what follows each of its slashes. */
        EVERY,
        /** As many last components as the pattern has. */
        SAME_DEPTH
    }

    private final byte[] body;
    private final Tail tail;
    private final int slashes;
    private final boolean directoriesOnly;
    private final boolean tripleStar;
    private final Wildcards wildcards;

    PathPattern(byte[] pattern) {
        int end = pattern.length;
        directoriesOnly = end > 1 && pattern[end - 1] == '/';
        if (directoriesOnly) {
            end--;
        }
        boolean anchored = pattern[0] == '/';
        body = Arrays.copyOfRange(pattern, anchored ? 1 : 0, end);
        slashes = count(body);
        int doubleStar = indexOfDoubleStar(body);
        tripleStar = body.length > 2 && isDoubleStar(body, body.length - 3) && body[body.length - 1] == '*';
        wildcards = new Wildcards(body);
        if (anchored) {
            tail = Tail.WHOLE;
        } else if (doubleStar == 0) {
            tail = Tail.WHOLE_AFTER_SLASH;
        } else {
            tail = doubleStar > 0 ? Tail.EVERY : Tail.SAME_DEPTH;
        }
    }

    boolean matches(byte[] path, boolean directory) {
        if (directoriesOnly && !directory) {
            return false;
        }
        byte[] subject = subject(path, directory);
        return switch (tail) {
            case WHOLE, WHOLE_AFTER_SLASH -> wildcards.match(subject, 0);
            case EVERY -> matchesAnyTail(subject);
            case SAME_DEPTH -> {
                int start = lastComponents(subject);
                yield start >= 0 && wildcards.match(subject, start);
            }
        };
    }

    /** The path as the pattern sees it: {@code dir/***} means the directory too, so that shows a slash at its end. */
    private byte[] subject(byte[] path, boolean directory) {
        int before = tail == Tail.WHOLE_AFTER_SLASH ? 1 : 0;
        int after = directory && tripleStar ? 1 : 0;
        if (before + after == 0) {
            return path;
        }
        byte[] subject = new byte[before + path.length + after];
        Arrays.fill(subject, (byte) '/');
        System.arraycopy(path, 0, subject, before, path.length);
        return subject;
    }

    private boolean matchesAnyTail(byte[] subject) {
        for (int i = 0; i < subject.length; i++) {
            if ((i == 0 || subject[i - 1] == '/') && wildcards.match(subject, i)) {
                return true;
            }
        }
        return false;
    }

    /** Where the last components begin that are as many as the pattern's, or -1 where the path has fewer. */
    private int lastComponents(byte[] path) {
        int wanted = slashes + 1;
        for (int i = path.length - 1; i >= 0; i--) {
            if (path[i] == '/' && --wanted == 0) {
                return i + 1;
            }
        }
        return wanted == 1 ? 0 : -1;
    }

    private static int count(byte[] text) {
        int count = 0;
        for (byte b : text) {
            count += b == '/' ? 1 : 0;
        }
        return count;
    }

    private static int indexOfDoubleStar(byte[] text) {
        for (int i = 0; i + 1 < text.length; i++) {
            if (isDoubleStar(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDoubleStar(byte[] text, int at) {
        return text[at] == '*' && text[at + 1] == '*';
    }
}
