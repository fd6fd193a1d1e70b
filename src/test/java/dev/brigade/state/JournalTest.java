package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.manifest.DamagedRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal says after whatever became of its file. */
final class JournalTest {
    private static final int PIECES = 100;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("journal");
        try (Journal journal = open("run-a")) {
            journal.done(List.of(3));
            journal.done(List.of(99));
            journal.done(List.of(0));
        }
    }

    private Journal open(String run) throws IOException, DamagedRunException {
        return Journal.open(file, run, PIECES);
    }

    private String text() throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void itIsReadBackAndGoneOnWith() throws Exception {
        try (Journal journal = open("run-a")) {
            assertThat(journal.isDone(3)).isTrue();
            assertThat(journal.isDone(4)).isFalse();
            journal.done(List.of(4, 5));
        }
        try (Journal journal = open("run-a")) {
            assertThat(journal.isDone(99)).isTrue();
            assertThat(journal.isDone(4)).isTrue();
            assertThat(journal.isDone(5)).isTrue();
        }
        assertThat(text().lines()).hasSize(4);
        assertThat(Journal.count(file, "run-a", PIECES)).isEqualTo(5);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** Wherever a kill tore it, what is whole counts, and the rest is gone before anything is added. */
    @Test
    void aTornEndIsForgotten() throws Exception {
        String whole = text();
        for (int length = 0; length <= whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            long lines =
                    whole.substring(0, length).chars().filter(c -> c == '\n').count();
            try (Journal journal = open("run-a")) {
                assertThat(Journal.count(file, "run-a", PIECES)).isEqualTo((int) lines);
                journal.done(List.of(50));
            }
            assertThat(Journal.count(file, "run-a", PIECES)).isEqualTo((int) lines + 1);
        }
    }

    @Test
    void aFlippedBitInAnyWholeLineIsSeen() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int seen = 0;
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(file, flipped);
            // Only the last line's end can turn a whole line into a torn one.
            assertThatThrownBy(() -> open("run-a").close())
                    .as("byte " + i)
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageStartingWith("its journal is damaged near byte ");
            seen++;
        }
        assertThat(seen).isEqualTo(whole.length - 1);
    }

    @Test
    void linesOfAnotherRunAreNoneOfThisOne() {
        assertThatThrownBy(() -> open("run-b").close()).isInstanceOf(DamagedRunException.class);
    }

    @Test
    void aBucketThatThereIsNotIsSeen() {
        assertThatThrownBy(() -> Journal.open(file, "run-a", 99).close()).isInstanceOf(DamagedRunException.class);
    }

    @Test
    void aLineWithoutAChecksumIsSeen() throws IOException {
        Files.writeString(file, "done 5\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> open("run-a").close()).isInstanceOf(DamagedRunException.class);
    }
}
