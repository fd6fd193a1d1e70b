package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RsyncTextTest {
    @Test
    void escapesBecomeTheirBytes() {
        assertThat(unescaped("plain \\ text")).isEqualTo("plain \\ text");
        assertThat(unescaped("\\#012\\#377\\#000")).isEqualTo("\n\u00ff\0");
        assertThat(unescaped("\\#134#012")).isEqualTo("\\#012");
        assertThat(unescaped("\\\\#012")).isEqualTo("\\\n");
        assertThat(unescaped("\\#01")).isEqualTo("\\#01");
        assertThat(unescaped("\\#400 \\#018 \\#")).isEqualTo("\\#400 \\#018 \\#");
    }

    @Test
    void onlyTheGivenPartIsRead() {
        byte[] line = "x \\#101\\#102".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RsyncText.unescape(line, 2, 7)).isEqualTo(new byte[] {'A'});
        assertThat(RsyncText.unescape(line, 2, 6)).isEqualTo("\\#10".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RsyncText.unescape(line, 3, 3)).isEmpty();
    }

    @Test
    void everyByteComesBackFromTheRealRsync(@TempDir Path temp) throws Exception {
        Path root = Files.createDirectory(temp.resolve("root"));
        Path destination = Files.createDirectory(temp.resolve("dest"));
        Set<FileName> names = new TreeSet<>();
        for (int b = 1; b < 256; b++) {
            if (b != '/') {
                names.add(FileName.of(new byte[] {'n', (byte) b, 'n'}));
                names.add(FileName.of(new byte[] {'n', (byte) b, '#', '0', '1', '2'}));
            }
        }
        for (String name : List.of("\\#012", "\\#999", "\\\\#101", "\\#134#012", "\\#", "a\\#01")) {
            names.add(FileName.of(name));
        }
        for (FileName name : names) {
            Files.createFile(name.under(root));
        }
        assertThat(RealRsync.copied(root, List.of("-a", "./", destination + "/")))
                .isEqualTo(names);
    }

    private static String unescaped(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return new String(RsyncText.unescape(bytes, 0, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
