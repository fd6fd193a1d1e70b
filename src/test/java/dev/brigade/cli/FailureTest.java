package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.StateException;
import dev.brigade.model.ExitCode;
import dev.brigade.model.StopReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit code depends on the error, and on whose file has it. */
final class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "No space left on device, NO_SPACE, NO_SPACE",
        "Disk quota exceeded, NO_SPACE, NO_SPACE",
        "Too many open files, NO_RSYNC, NOT_READY",
        "Too many open files in system, NO_RSYNC, NOT_READY",
        "Stale file handle, STORAGE_LOST, BUG"
    })
    void ofAStorageEndsTheRunAndOfTheStateTheProgram(String words, StopReason reason, ExitCode code) {
        assertThat(StopReason.of(new IOException(words))).isEqualTo(reason);
        assertThat(StopReason.of(new FileSystemException("/a", null, words))).isEqualTo(reason);

        Failure failure = Failure.of(StateException.of("/state/plan", new FileSystemException("/x", null, words)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains("/state/plan: " + words);
    }
}
