package dev.brigade.testing;

import dev.brigade.model.FileName;
import java.util.List;
import java.util.stream.Stream;

/** Names that lose data somewhere; each list says where. */
public final class AwkwardNames {
    /** Longest name most file systems take, in bytes. */
    private static final int LONGEST = 255;

    private static final List<String> LISTS = List.of("#", "#x", ";", ";x", "\\#012", "\\#", "\\x23", "end\\", "\\");
    private static final List<String> OPTIONS = List.of("-", "--", "-x", "--delete", "--files-from=x", "@file", "=");
    private static final List<String> REMOTES = List.of(":", "host:path", "::module", "rsync:", "user@host", "C:");
    private static final List<String> FILTERS =
            List.of("+ x", "- x", "!", ".rsync-filter", ".cvsignore", "RCS", "core");
    private static final List<String> GLOBS = List.of("*", "**", "?", "[a]", "[", "]", "{b}", "back\\slash", "^");
    private static final List<String> LOOKALIKES = List.of(".x.AbCdEf", "deleting x", "x -> y", "(x)", ".~tmp~");
    private static final List<String> LINES = List.of("new\nline", "\n", "cr\rcr", "\r", "crlf\r\n", "tab\tx", "\t");
    private static final List<String> QUOTES = List.of("'single'", "\"double\"", "`back`", "'", "\"", "it's");
    private static final List<String> SHELLS =
            List.of("~", "~user", "$HOME", "$(x)", "a&b", "a|b", "a;b", "<x>", "a,b");
    private static final List<String> URIS = List.of("%", "%2F", "%41", "%s", "?q=1", "x#fragment", "+");
    private static final List<String> BLANKS = List.of(" ", " leading", "trailing ", "  ", "two words", "x ");
    private static final List<String> DOTS = List.of("...", "..x", ".hidden", ". hidden", ".-", "x.", ". ", "..;");
    private static final List<String> CONTROLS =
            List.of("\u0001", "\u0007bell", "\b", "\u001b[31mred\u001b[0m", "\u001b]0;title\u0007", "\u007f", "\u0085");
    private static final List<String> NORMAL_FORMS =
            List.of("caf\u00e9", "cafe\u0301", "\u00c5", "A\u030a", "\u212b", "\uac00", "\u1100\u1161");
    private static final List<String> UNICODE = List.of(
            "\u65e5\u672c", "\ud83d\ude00", "\u202egnp.exe", "\u200b", "\ufeffbom", "\u2028", "\u00a0", "\ufffd");

    private static final List<String> LATIN_1 =
            List.of("caf\u00e9", "\u00e9", "x\u00e9\nx", "#\u00ff", "-\u00ff", "\u0080");
    /** Cut, overlong (a slash), a surrogate, beyond U+10FFFF, good and bad mixed. */
    private static final List<String> NOT_UTF_8 = List.of(
            "\u00ff\u00fe",
            "\u00e2\u0082",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "good\u00c3\u00a9bad\u00e9");

    private AwkwardNames() {}

    /** All of them, each once. */
    public static List<FileName> all() {
        Stream<FileName> text = Stream.of(
                        LISTS,
                        OPTIONS,
                        REMOTES,
                        FILTERS,
                        GLOBS,
                        LOOKALIKES,
                        LINES,
                        QUOTES,
                        SHELLS,
                        URIS,
                        BLANKS,
                        DOTS,
                        CONTROLS,
                        NORMAL_FORMS,
                        UNICODE)
                .flatMap(List::stream)
                .map(FileName::of);
        Stream<FileName> raw =
                Stream.of(LATIN_1, NOT_UTF_8).flatMap(List::stream).map(Node::raw);
        Stream<FileName> longest = Stream.of(
                FileName.of("n".repeat(LONGEST)),
                FileName.of("\u00e9".repeat(LONGEST / 2) + "n"),
                FileName.of("#" + "\n".repeat(LONGEST - 1)),
                Node.raw("\u00e9".repeat(LONGEST)));
        return Stream.of(text, raw, longest).flatMap(names -> names).toList();
    }
}
