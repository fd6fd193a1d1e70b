package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
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
        assertThat(RsyncText.unescape("plain \\ text")).isEqualTo("plain \\ text");
        assertThat(RsyncText.unescape("\\#012\\#377\\#000")).isEqualTo("\n\u00ff\0");
        assertThat(RsyncText.unescape("\\#134#012")).isEqualTo("\\#012");
        assertThat(RsyncText.unescape("\\\\#012")).isEqualTo("\\\n");
        assertThat(RsyncText.unescape("\\#01")).isEqualTo("\\#01");
        assertThat(RsyncText.unescape("\\#400 \\#018 \\#")).isEqualTo("\\#400 \\#018 \\#");
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
}
