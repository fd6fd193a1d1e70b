package dev.brigade.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardNames;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are bytes. */
final class FileNameTest {
    @TempDir
    Path folder;

    /** Names are made, listed, found again and given to a child in a JVM of each locale. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
    void keepsEveryByteInEveryLocale(String locale) throws IOException {
        Ended ended = BrigadeProgram.onClassPath(FileNameProgram.class.getName())
                .locale(locale)
                .in(folder)
                .timeout(Duration.ofMinutes(1))
                .run();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo(AwkwardNames.all().size() + " names\n");
        try (var listed = Files.list(FileName.of(FileNameProgram.ROOT).under(folder))) {
            assertThat(listed.map(FileName::lastOf)).containsExactlyInAnyOrderElementsOf(AwkwardNames.all());
        }
    }

    @Test
    void findsNamesBelowTheRootOfAllFiles() {
        assertThat(FileName.of("tmp").under(Path.of("/"))).isEqualTo(Path.of("/tmp"));
        assertThat(FileName.of("caf\u00e9/x").under(Path.of("/"))).isEqualTo(Path.of("/caf\u00e9/x"));
        assertThat(FileName.ROOT.under(Path.of("/a"))).isEqualTo(Path.of("/a"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # name,   parent, last
                    '',       '',     ''
                    a,        '',     a
                    a/b,      a,      b
                    a/b/c,    a/b,    c
                    a b/-x,   a b,    -x
                    """)
    void takesItselfApart(String name, String parent, String last) {
        assertThat(FileName.of(name).parent()).isEqualTo(FileName.of(parent));
        assertThat(FileName.of(name).last()).isEqualTo(FileName.of(last));
        assertThat(FileName.of(parent).resolve(FileName.of(last))).isEqualTo(FileName.of(name));
        assertThat(FileName.of(name).isRoot()).isEqualTo(name.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # name, directory, within
                    a,      '',        true
                    '',     '',        true
                    '',     a,         false
                    a,      a,         true
                    a/b,    a,         true
                    a/b/c,  a,         true
                    a/b/c,  a/b,       true
                    a,      a/b,       false
                    ab,     a,         false
                    a-b,    a,         false
                    a.,     a,         false
                    b/a,    a,         false
                    b/a/c,  a,         false
                    """)
    void knowsWhereItLies(String name, String directory, boolean within) {
        assertThat(FileName.of(name).isWithin(FileName.of(directory))).isEqualTo(within);
    }

    @Test
    void isOrderedByUnsignedBytesAndKnownByThem() {
        List<FileName> ordered = List.of(
                FileName.ROOT,
                FileName.of("a"),
                FileName.of("a/b"),
                FileName.of("b"),
                FileName.of("\u007f"),
                FileName.of(new byte[] {(byte) 0x80}),
                FileName.of(new byte[] {(byte) 0xff}));
        List<FileName> shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
        assertThat(FileName.of("caf\u00e9"))
                .isEqualTo(FileName.of("caf\u00e9".getBytes(StandardCharsets.UTF_8)))
                .hasSameHashCodeAs(FileName.of("caf\u00e9"))
                .isNotEqualTo(FileName.of("cafe\u0301"));
    }

    @Test
    void sharesItsBytesWithNobody() {
        byte[] bytes = {'a', 'b', 'c'};
        FileName whole = FileName.of(bytes);
        FileName part = FileName.of(bytes, 1, 3);
        bytes[1] = 'x';
        whole.toBytes()[0] = 'x';
        assertThat(whole).isEqualTo(FileName.of("abc"));
        assertThat(part).isEqualTo(FileName.of("bc"));
        assertThat(part.length()).isEqualTo(2);
        assertThat(whole.append(new byte[] {'/'}).toBytes()).isEqualTo(new byte[] {'a', 'b', 'c', '/'});
        assertThat(FileName.of(bytes, 2, 2)).isSameAs(FileName.ROOT);
    }
}
