package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
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

/** A run that was killed is resumed only if everything is as it left it; otherwise the next run starts over. */
final class StartsOverTest {
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

    /** The same command works without --fresh. Only {@code resume ID} is refused. */
    private void assertStartsOver(String... reasons) {
        String name = killed.directory().getFileName().toString();
        Ended resumed = sandbox.program().run("resume", name);
        assertThat(resumed.exit()).as(resumed.toString()).isEqualTo(40);

        Ended ended = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));
        killed.assertCompletes(ended);
        assertThat(ended.err())
                .startsWith("brigade: warning: the unfinished run " + name + " cannot be resumed: ")
                .contains(reasons)
                .endsWith(". This run starts over\n")
                .containsOnlyOnce("\n");
    }

    @ParameterizedTest
    @CsvSource({"copy-0.manifest, 0", "copy-0.manifest, 700", "journal, 2", "plan, 0", "request, 0"})
    void whatIsDamagedStartsOver(String file, long at) throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        flip(file, at);
        if (file.equals("request")) {
            // Its request cannot be read, so it belongs to no command, and a new run begins.
            assertThat(killed.runs()[0]).contains("damaged ", "request is damaged");
            Ended ended = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));
            assertThat(ended.exit()).as(ended.toString()).isZero();
            sandbox.assertEqualTrees();
            killed.runs("rm", killed.directory().getFileName().toString());
            return;
        }
        assertStartsOver(file.equals("copy-0.manifest") ? "copy-0.manifest is not as it was written" : "damaged");
    }

    @Test
    void aListThatWasCutShortStartsOver() throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path manifest = killed.directory().resolve("copy-0.manifest");
        byte[] whole = Files.readAllBytes(manifest);
        Files.write(manifest, Arrays.copyOf(whole, whole.length - 1));
        assertStartsOver("copy-0.manifest is not as it was written");
    }

    /** A list that leads out of the destination is no list of ours. */
    @Test
    void aListThatLeadsElsewhereStartsOver() throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path manifest = killed.directory().resolve("copy-0.manifest");
        String text = Files.readString(manifest, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("directory 7");
        Files.writeString(manifest, text.replace("directory 7", "../../../ec"), StandardCharsets.ISO_8859_1);
        assertStartsOver("copy-0.manifest is not as it was written");
    }

    @Test
    void filesOfAnotherRunStartOver() throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path mine = killed.directory();
        Path copy = mine.resolveSibling("run-20990101T000000Z-0000");
        Files.move(mine, copy, StandardCopyOption.ATOMIC_MOVE);

        assertStartsOver("its journal is damaged near byte 0");
    }

    @Test
    void anotherVersionStartsOver() throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path request = killed.directory().resolve("request");
        Files.writeString(
                request,
                Files.readString(request).replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"brigade 9\""));
        assertStartsOver("it was started by brigade 9, and this is brigade ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "destination"})
    void anotherDirectoryOfTheSameNameStartsOver(String which) throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path directory = which.equals("source") ? sandbox.source() : sandbox.destination();
        Path moved = sandbox.beside("moved");
        Files.move(directory, moved);
        Tools.inside(sandbox.world(), "cp -a '" + moved + "' '" + directory + "'");
        assertStartsOver("a directory was replaced: then " + directory + ": inode ");
    }

    @Test
    void anotherFileSystemOfTheSameNameIsRefused() throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Path plan = killed.directory().resolve("plan");
        Files.writeString(
                plan,
                Files.readString(plan)
                        .replaceFirst(
                                "(rootIdentities[^\\]]*: inode [0-9]+)( of [^\"]*)?\"\\s*\\]",
                                "$1 of nfs4 filer:/export /\"]"));
        Ended refused = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(40);
        assertThat(refused.err()).contains("another file system is mounted", "--fresh");
        killed.assertCompletes(sandbox.program().run(sandbox.sync("-p", "1", "-f", "10", "--fresh")));
    }
}
