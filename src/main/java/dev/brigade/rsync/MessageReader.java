package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands what rsync prints to standard error under {@code LC_ALL=C}. The formats are those of rsync 3.1 to 3.5.
 * Names come quoted, absolute, with control and non-ASCII bytes escaped; a quote inside a name is not escaped, so the
 * last quote that fits ends it. Immutable and thread-safe.
 */
public final class MessageReader {
    private static final Pattern SPEAKER = Pattern.compile("^rsync: (?:\\[(\\w+)] )?(.*)$");
    /**
     * {@code symlink "/d/a" -> "b" failed: …}, {@code rename "/d/.a.XXXXXX" -> "a": …}, {@code link "/d/a" => b failed:
     * …}.
     */
    private static final Pattern TWO_NAMES = Pattern.compile("^(.*?) \"(.*)\" [-=]> .*?(?: failed)?: (.*)$");

    private static final Pattern ONE_NAME = Pattern.compile("^(.*?) ?\\(?\"(.*)\"(?:,.*\\))?(?: failed)?: (.*)$");
    private static final Pattern NAME_LAST = Pattern.compile("^(.*?) ?\"(.*)\"$");
    private static final Pattern VANISHED = Pattern.compile("^file has vanished: \"(.*)\"$");
    private static final Pattern NOT_EMPTY = Pattern.compile("^(cannot delete non-empty directory): (.*)$");
    private static final Pattern NO_WAY = Pattern.compile("^(could not make way for new [a-z ]+): (.*)$");
    private static final Pattern DISCARDED =
            Pattern.compile("^ERROR: (.*) (failed verification -- update discarded)\\.$");
    private static final Pattern TEMPORARY = Pattern.compile("^\\.(.+)\\.[A-Za-z0-9]{6}$", Pattern.DOTALL);
    private static final String NO_SUCH_FILE = "No such file or directory (2)";

    private final List<byte[]> roots;
    private final boolean temporaryNames;

    /**
     * Makes a reader for one process.
     *
     * @param source its working directory
     * @param destination its destination
     * @param inPlace whether it writes in place, so that no name it prints is a temporary one
     */
    public MessageReader(Path source, Path destination, boolean inPlace) {
        this.roots = List.of(FileName.bytesOf(source), FileName.bytesOf(destination));
        this.temporaryNames = !inPlace;
    }

    /** Reads one line without its line feed. */
    public Message read(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        Matcher vanished = VANISHED.matcher(text);
        if (vanished.matches()) {
            return new Message.Vanished(new Problem(name(vanished.group(1), false), "vanished"));
        }
        for (Pattern pattern : List.of(NOT_EMPTY, NO_WAY)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return failed(name(matcher.group(2), false), matcher.group(1));
            }
        }
        Matcher discarded = DISCARDED.matcher(text);
        if (discarded.matches()) {
            return failed(name(discarded.group(1), false), discarded.group(2));
        }
        if (text.startsWith("rsync error: ")) {
            return new Message.Summary(text.substring("rsync error: ".length()));
        }
        Matcher speaker = SPEAKER.matcher(text);
        if (!speaker.matches()) {
            return new Message.Noise();
        }
        return said(speaker.group(1), speaker.group(2));
    }

    private Message said(@Nullable String who, String words) {
        // All patterns want a quote, and take their time to find that there is none: too long for a flood of messages.
        if (words.indexOf('"') < 0) {
            return failed(null, words);
        }
        boolean receiver = "receiver".equals(who);
        for (Pattern pattern : List.of(TWO_NAMES, ONE_NAME)) {
            Matcher matcher = pattern.matcher(words);
            if (matcher.matches()) {
                FileName name = name(matcher.group(2), receiver && temporaryNames);
                String reason = matcher.group(1) + ": " + matcher.group(3);
                boolean gone = "sender".equals(who) && matcher.group(3).equals(NO_SUCH_FILE);
                return gone ? new Message.Vanished(new Problem(name, reason)) : failed(name, reason);
            }
        }
        Matcher last = NAME_LAST.matcher(words);
        return last.matches()
                ? failed(name(last.group(2), receiver && temporaryNames), last.group(1))
                : failed(null, words);
    }

    private static Message failed(@Nullable FileName name, String reason) {
        return new Message.Failed(new Problem(name, reason));
    }

    private FileName name(String escaped, boolean maybeTemporary) {
        byte[] line = escaped.getBytes(StandardCharsets.ISO_8859_1);
        byte[] raw = RsyncText.unescape(line, 0, line.length);
        FileName name = relative(raw);
        if (maybeTemporary && !name.isRoot()) {
            Matcher temporary = TEMPORARY.matcher(name.last().toString());
            if (temporary.matches()) {
                byte[] own = temporary.group(1).getBytes(StandardCharsets.ISO_8859_1);
                return name.parent().resolve(FileName.of(own));
            }
        }
        return name;
    }

    /** Takes the root off an absolute name, and {@code ./} off what is left. */
    private FileName relative(byte[] raw) {
        int from = 0;
        for (byte[] root : roots) {
            boolean isRoot = root.length == 1;
            int end = isRoot ? 0 : root.length;
            if (startsWith(raw, root) && (raw.length == end || raw[end] == '/')) {
                from = Math.max(from, Math.min(raw.length, end + 1));
            }
        }
        while (from + 1 < raw.length && raw[from] == '.' && raw[from + 1] == '/') {
            from += 2;
        }
        int end = raw.length;
        while (end > from && raw[end - 1] == '/') {
            end--;
        }
        return end - from == 1 && raw[from] == '.' ? FileName.ROOT : FileName.of(raw, from, end);
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
