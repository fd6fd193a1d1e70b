package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a program named rsync has written a file. */
final class WrittenBytesTest {
    private static final long MIB = 1 << 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong clock = new AtomicLong();
    private final WrittenBytes written = new WrittenBytes(clock::get);

    @TempDir
    private Path folder;

    private Process process;

    /**
     * A process of rsync's name has three files open: one that it reads, one with a hole, one with a temporary name.
     */
    @BeforeEach
    void open() throws IOException, InterruptedException {
        folder = folder.toRealPath();
        Files.write(folder.resolve("read"), new byte[100]);
        Path script = Files.writeString(folder.resolve("rsync"), """
                exec 3< read 4> hole 5> .temporary.Ab12Cd
                truncate -s 3M hole .temporary.Ab12Cd
                dd bs=1M seek=2 count=0 conv=notrunc status=none >&4
                dd bs=1M seek=1 count=0 conv=notrunc status=none >&5
                printf rsync >/proc/self/comm 2>/dev/null || printf rsync >/proc/$$/comm
                : >ready
                read -r unused
                """);
        process = new ProcessBuilder("/bin/bash", script.toString())
                .directory(folder.toFile())
                .start();
        while (!Files.exists(folder.resolve("ready"))) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(5);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void isThePositionAndNotTheSize() {
        assertThat(written.of(folder.resolve("hole"), true)).isEqualTo(2 * MIB);
        assertThat(written.of(folder.resolve("hole"), false)).isEqualTo(2 * MIB);
    }

    @Test
    void isFoundUnderATemporaryName() {
        assertThat(written.of(folder.resolve("temporary"), false)).isEqualTo(MIB);
        assertThat(written.of(folder.resolve("temp"), false)).isZero();
    }

    @Test
    void ofAFileThatNobodyWritesIsItsSizeIfItIsNew() {
        assertThat(written.of(folder.resolve("read"), true)).isEqualTo(100);
        assertThat(written.of(folder.resolve("read"), false)).isZero();
        assertThat(written.of(folder.resolve("missing"), true)).isZero();
    }

    @Test
    void isLookedForOnceASecondOnly() throws IOException, InterruptedException {
        assertThat(written.of(folder.resolve("late"), false)).isZero();
        Files.move(folder.resolve("hole"), folder.resolve("late"));
        assertThat(written.of(folder.resolve("late"), false)).isZero();
        clock.addAndGet(SECOND);
        assertThat(written.of(folder.resolve("late"), false)).isEqualTo(2 * MIB);
        end();
        assertThat(written.of(folder.resolve("late"), true)).isEqualTo(3 * MIB);
    }
}
