package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Tools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was killed is gone on with only where everything is as it left it. */
final class ResumeRefusedTest {
    private final KilledRun killed = new KilledRun();
    private final Sandbox sandbox = killed.sandbox;

    @AfterEach
    void remove() {
        killed.close();
    }

    private void flip(String file, long at) throws IOException {
        try (RandomAccessFile bytes =
                new RandomAccessFile(killed.directory().resolve(file).toString(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }

    private void assertRefused(String... reasons) {
        Inventory before = Inventory.of(sandbox.destination());
        Ended refused = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(40);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith(
                        "brigade: the unfinished run " + killed.directory().getFileName() + " cannot be gone on with: ")
                .contains(reasons)
                .endsWith("; the same command with --fresh starts over\n")
                .containsOnlyOnce("\n");
        assertThat(Inventory.of(sandbox.destination())).isEqualTo(before);

        Ended fresh = sandbox.program().run(sandbox.sync("-p", "1", "-f", "10", "--fresh"));
        killed.assertCompletes(fresh);
    }

    @ParameterizedTest
    @CsvSource({"copy-0.manifest, 0", "copy-0.manifest, 700", "journal, 2", "plan, 0", "request, 0"})
    void whatIsDamagedIsRefused(String file, long at) throws IOException {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        flip(file, at);
        if (file.equals("request")) {
            // Nobody knows any more what it was: so it is nobody's, and a new run begins.
            assertThat(killed.runs()[0]).contains("damaged: request is damaged");
            Ended ended = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));
            assertThat(ended.exit()).as(ended.toString()).isZero();
            sandbox.assertEqualTrees();
            killed.runs("rm", killed.directory().getFileName().toString());
            return;
        }
        assertRefused(file.equals("copy-0.manifest") ? "copy-0.manifest is not as it was written" : "damaged");
    }

    @Test
    void aListThatWasCutShortIsRefused() throws IOException {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path manifest = killed.directory().resolve("copy-0.manifest");
        byte[] whole = Files.readAllBytes(manifest);
        Files.write(manifest, Arrays.copyOf(whole, whole.length - 1));
        assertRefused("copy-0.manifest is not as it was written");
    }

    /** A list that leads out of the destination is no list of ours. */
    @Test
    void aListThatLeadsElsewhereIsRefused() throws IOException {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path manifest = killed.directory().resolve("copy-0.manifest");
        String text = Files.readString(manifest, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("directory 7");
        Files.writeString(manifest, text.replace("directory 7", "../../../ec"), StandardCharsets.ISO_8859_1);
        assertRefused("copy-0.manifest is not as it was written");
    }

    @Test
    void filesOfAnotherRunAreRefused() throws IOException {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path mine = killed.directory();
        Path copy = mine.resolveSibling("run-20990101T000000Z-0000");
        Files.move(mine, copy, StandardCopyOption.ATOMIC_MOVE);

        assertRefused("its journal is damaged near byte 0");
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path request = killed.directory().resolve("request");
        Files.writeString(
                request,
                Files.readString(request).replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"brigade 9\""));
        assertRefused("it was begun by brigade 9, and this is brigade ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "destination"})
    void anotherDirectoryOfTheSameNameIsRefused(String which) throws IOException {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path directory = which.equals("source") ? sandbox.source() : sandbox.destination();
        Path moved = sandbox.beside("moved");
        Files.move(directory, moved);
        Tools.inside(sandbox.world(), "cp -a '" + moved + "' '" + directory + "'");
        assertRefused("a directory is not the one it was, which was " + directory + ": inode ");
    }
}
