package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.FileName;
import dev.brigade.rsync.RsyncOptions.Use;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of rules are read as the installed rsync reads them. */
class FilterReaderTest {
    private static final List<String> NAMES = List.of(
            "a", "b", "c", "#x", ";x", " #x", " ;x", "- x", "+ x", "x", "-x", "+x", "!", "! ", "!x", "cr", "cr\r",
            "tail", "tail ", "\ttab", "tab", "   ", " ", "-", "last", "\u00e9");

    private static final List<String> FILES = List.of(
            "a\nb\n",
            "a\nlast",
            "",
            "\n\n   \n\n#x\n;x\n",
            " #x\n ;x\n",
            "- x\n",
            "+ a\n- a\nb\n+ b\n",
            "- - x\n- + x\n",
            "-x\n+x\n-\n",
            "a\n!\nb\n",
            "a\n! \n!x\n",
            "a\r\n!\r\nb\r\n",
            "a\r\n\r\n#x\r\ncr\r\n",
            "a\rb\rlast",
            "tail \n\ttab\n",
            "\u00e9\n",
            "\uFEFFa\nb\n");

    @TempDir
    Path temp;

    @Test
    void filesMeanWhatTheyMeanToRsync() throws Exception {
        Path root = Files.createDirectory(temp.resolve("root"));
        Path destination = Files.createDirectory(temp.resolve("dest"));
        for (String name : NAMES) {
            Files.createFile(FileName.of(name).under(root));
        }
        for (int i = 0; i < FILES.size(); i++) {
            Path file = Files.write(temp.resolve("rules" + i), FILES.get(i).getBytes(StandardCharsets.UTF_8));
            if (FileName.of(FILES.get(i)).asArgument().isEmpty()) {
                // Not in this locale: that the file is refused is then all there is to show.
                assertRefused("--exclude-from=" + file, "LC_ALL=C.UTF-8");
                continue;
            }
            for (String option : List.of("--exclude-from=" + file, "--include-from=" + file + " --exclude=*")) {
                FilterRules rules = RsyncOptions.parse("--exclude=c " + option, Use.TWO_PASSES)
                        .filters();
                Set<FileName> ours = RandomTree.walk(root, rules).keySet();
                List<String> arguments = new ArrayList<>(List.of("-a", "--exclude=c"));
                arguments.addAll(List.of(option.split(" ")));
                arguments.addAll(List.of("./", destination + "/"));
                assertThat(RealRsync.copied(root, arguments))
                        .as("%s of %s", option, FILES.get(i))
                        .isEqualTo(ours);
            }
        }
    }

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        Path zeros = Files.write(temp.resolve("zeros"), new byte[] {'a', 0, 'b', 0});
        Path lonely = Files.writeString(temp.resolve("lonely"), "a\n+ \n");
        Path binary = Files.write(temp.resolve("binary"), new byte[] {'a', (byte) 0xff});
        assertRefused("--exclude-from=" + zeros, "contains a zero byte", "one pattern a line");
        assertRefused("--include-from " + lonely, "'+ ' stands without a pattern", lonely.toString());
        assertRefused("--exclude-from=" + binary, "cannot be passed to rsync", "write ?");
        assertRefused("--exclude-from=" + temp.resolve("missing"), "No such file", "missing");
        assertRefused("--exclude-from=" + temp, "cannot be read", temp.toString());
        assertRefused("--exclude-from=-", "standard input", "name a file");
    }

    private static void assertRefused(String options, String... words) {
        assertThatThrownBy(() -> RsyncOptions.parse(options, Use.TWO_PASSES))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }
}
