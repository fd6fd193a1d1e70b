package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.Problem.Cause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Understands what rsync prints to standard error under {@code LC_ALL=C}. The formats are those of rsync 3.1 to 3.5.
 * Names come quoted, absolute, with control and non-ASCII bytes escaped; a quote inside a name is not escaped, so the
 * last quote that fits ends it. A few messages have bare names below the destination. Immutable and thread-safe.
 */
public final class MessageReader {
    private static final Pattern SPEAKER = Pattern.compile("^rsync: (?:\\[(\\w+)] )?(.*)$");
    /** {@code rename "/d/.a.XXXXXX" -> "a" failed: …}: the second name is the entry's own. */
    private static final Pattern RENAME =
            Pattern.compile("^(?<call>rename) \"(?<written>.*)\" -> \"(?<name>.*)\"(?: failed)?: (?<error>.*)$");
    /** {@code symlink "/d/a" -> "b" failed: …}, {@code link "/d/a" => b failed: …}. */
    private static final Pattern LINK =
            Pattern.compile("^(?<call>.*?) \"(?<name>.*)\" [-=]> .*?(?: failed)?: (?<error>.*)$");
    /** {@code rsync_xal_set: lsetxattr("/d/a","user.b") failed: …}. */
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "^(?<call>\\w+): \\w+\\(\"(?<name>.*)\",\"(?<attribute>.*?)\"(?:,\\d+)?\\) failed: (?<error>.*)$");
    /** {@code failed to set times on "/d/a": …}, {@code readlink_stat("/s/a") failed: …}. */
    private static final Pattern ONE_NAME =
            Pattern.compile("^(?<call>.*?) ?\\(?\"(?<name>.*)\"(?:,.*\\))?\\)?(?: failed)?: (?<error>.*)$");
    /** {@code delete_file: unlink(a) failed: …}, {@code set_acl: sys_acl_set_file(a, ACL_TYPE_ACCESS): …}. */
    private static final Pattern BARE_NAME = Pattern.compile(
            "^(?<call>\\w+): \\w+\\((?<name>[^\"].*?)(?:, ACL_TYPE_\\w+)?\\)(?: failed)?: (?<error>.*)$");

    private static final Pattern NAME_LAST = Pattern.compile("^(?<call>.*?) ?\"(?<name>.*)\"$");
    private static final Pattern VANISHED = Pattern.compile("^file has vanished: \"(.*)\"$");

    /** The meaning of a line without a system call; a name follows the words, or stands between them. */
    private record Plain(Pattern pattern, String reason, Cause cause) {
        Plain(String pattern, String reason) {
            this(Pattern.compile(pattern), reason, Cause.LASTING);
        }
    }

    private static final String IN_THE_WAY = "a directory that is not empty is in its place in the destination:"
            + " delete it there, or use --delete; excluded entries in it stay";
    private static final String TOO_LONG =
            "its path is longer than the 4095 bytes that rsync takes: copy its directory with a run of its own";
    private static final List<Plain> PLAIN = List.of(
            new Plain(
                    "^cannot delete non-empty directory: (.*)$",
                    "cannot be deleted in the destination: it is not empty"),
            new Plain("^could not make way for new [a-z ]+: (.*)$", IN_THE_WAY),
            new Plain("^filename overflows max-path len by \\d+: (.*)$", TOO_LONG),
            new Plain("^(?:\\[\\w+] )?skipping overly long name: (.*)$", TOO_LONG),
            new Plain("^path too long: (.*)$", TOO_LONG),
            new Plain("^temporary filename too long: (.*)$", TOO_LONG),
            new Plain(
                    Pattern.compile("^ERROR: (.*) failed verification -- update discarded\\.$"),
                    "it was read otherwise the second time: it changed meanwhile, or a disk or the memory is faulty",
                    Cause.TEMPORARY));

    /** Each with a slash at its end, Latin-1. */
    private final List<String> roots;

    private final TemporaryNames temporaryNames;

    /**
     * Makes a reader for one process.
     *
     * @param source its working directory
     * @param destination its destination
     */
    public MessageReader(Path source, Path destination) {
        this.roots = Stream.of(source, destination)
                .map(root -> new String(FileName.bytesOf(root), StandardCharsets.ISO_8859_1))
                .map(root -> root.endsWith("/") ? root : root + "/")
                .toList();
        this.temporaryNames = new TemporaryNames(source);
    }

    /** Reads one line without its line feed. */
    public Message read(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (text.startsWith("rsync error: ")) {
            return new Message.Summary(text.substring("rsync error: ".length()));
        }
        Matcher speaker = SPEAKER.matcher(text);
        if (speaker.matches()) {
            String who = speaker.group(1) == null ? "" : speaker.group(1);
            return said(who, speaker.group(2));
        }
        Matcher vanished = VANISHED.matcher(text);
        if (vanished.matches()) {
            return new Message.Vanished(new Problem(name(vanished.group(1)), "vanished"));
        }
        for (Plain plain : PLAIN) {
            Matcher matcher = plain.pattern.matcher(text);
            if (matcher.matches()) {
                return failed(new Problem(name(matcher.group(1)), plain.reason, plain.cause));
            }
        }
        return new Message.Noise();
    }

    private Message said(String who, String words) {
        // All other patterns want a quote, and take their time to find that there is none: too long for a flood.
        boolean quoted = words.indexOf('"') >= 0;
        for (Pattern pattern : quoted ? List.of(RENAME, LINK, ATTRIBUTE, ONE_NAME) : List.of(BARE_NAME)) {
            Matcher matcher = pattern.matcher(words);
            if (matcher.matches()) {
                String attribute = pattern == ATTRIBUTE ? matcher.group("attribute") : "";
                FailedCall call = new FailedCall(who, matcher.group("call"), attribute, matcher.group("error"));
                return failed(call, name(matcher.group("name")), pattern == RENAME ? matcher.group("written") : "");
            }
        }
        Matcher last = NAME_LAST.matcher(words);
        return quoted && last.matches()
                ? failed(new Problem(name(last.group("name")), last.group("call")))
                : failed(new Problem(null, words));
    }

    private Message failed(FailedCall call, FileName name, String written) {
        if (call.isGone()) {
            return new Message.Vanished(new Problem(name, call.reason()));
        }
        Optional<FileName> entry = written.isEmpty() ? temporaryNames.entryOf(name) : Optional.of(name);
        Problem problem = new Problem(entry.orElse(name), call.reason(), call.cause());
        return new Message.Failed(problem, entry.map(own -> written.isEmpty() ? name : name(written)));
    }

    private static Message failed(Problem problem) {
        return new Message.Failed(problem, Optional.empty());
    }

    /** Returns the entry that a printed name stands for: without its root, and without {@code ./} in front of it. */
    private FileName name(String printed) {
        String name = RsyncText.unescape(printed);
        int from = roots.stream()
                .filter(root -> (name + "/").startsWith(root))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        String below = name.substring(Math.min(from, name.length()));
        while (below.startsWith("./")) {
            below = below.substring(2);
        }
        return RsyncText.entry(below);
    }
}
