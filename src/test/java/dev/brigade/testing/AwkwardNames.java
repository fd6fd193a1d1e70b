package dev.brigade.testing;

import dev.brigade.model.FileName;
import java.util.List;
import java.util.stream.Stream;

/** Names that lose data somewhere: in option parsers, lists, shells, locales, terminals or normalisation. */
public final class AwkwardNames {
    /** Longest name most file systems take, in bytes. */
    private static final int LONGEST = 255;

    private static final List<String> TEXT = List.of(
            // what rsync, its lists and its filters give a meaning
            "#", "#x", ";", ";x", "-", "--", "-x", "--delete", "--files-from=x", "+ x", "- x", "!", ":", "host:path",
            "::module", "rsync:", "user@host", "*", "**", "?", "[a]", "[", "]", "{b}", "\\", "back\\slash", "end\\",
            "\\#012", "\\#", "\\x23", ".x.AbCdEf", ".rsync-filter", ".cvsignore", "deleting x", "x -> y",
            // what shells, makers of lists and URIs give a meaning
            "new\nline", "\n", "cr\rcr", "\r", "crlf\r\n", "tab\tx", "\t", "'single'", "\"double\"", "`back`", "~",
            "~user", "$HOME", "$(x)", "a&b", "a|b", "a;b", "(x)", "<x>", "a,b", "=", "%", "%2F", "%41", "@file", "^",
            // blanks and dots
            " ", " leading", "trailing ", "  ", "two words", "...", "..x", ".hidden", ". hidden", ".-", "x.", "x ",
            // control characters
            "\u0001", "\u0007bell", "\b", "\u001b[31mred\u001b[0m", "\u001b]0;title\u0007", "\u007f",
            // text beyond ASCII: composed and decomposed, wide, right to left, invisible, odd line ends, U+FFFD itself
            "caf\u00e9", "cafe\u0301", "\u00c5", "A\u030a", "\u212b", "\uac00", "\u1100\u1161", "\u65e5\u672c",
            "\ud83d\ude00", "\u202egnp.exe", "\u200b", "\ufeffbom", "\u0085", "\u2028", "\u00a0", "\ufffd");

    private static final List<String> RAW = List.of(
            // not UTF-8: Latin-1, lone and cut sequences, overlong slash, a surrogate, beyond U+10FFFF
            "caf\u00e9", "\u00e9", "\u00ff\u00fe", "\u0080", "\u00c0\u00af", "\u00e2\u0082", "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080", "x\u00e9\nx", "#\u00ff", "-\u00ff", "good\u00c3\u00a9bad\u00e9");

    private AwkwardNames() {}

    /** All of them, each once. */
    public static List<FileName> all() {
        Stream<FileName> longest = Stream.of(
                FileName.of("n".repeat(LONGEST)),
                FileName.of("\u00e9".repeat(LONGEST / 2) + "n"),
                FileName.of("#" + "\n".repeat(LONGEST - 1)),
                Node.raw("\u00e9".repeat(LONGEST)));
        return Stream.of(TEXT.stream().map(FileName::of), RAW.stream().map(Node::raw), longest)
                .flatMap(names -> names)
                .toList();
    }
}
