package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import dev.brigade.model.History;
import dev.brigade.model.History.Ending;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history is read as it was written, also if a kill or a full disk ended it early. */
final class HistoryFileTest {
    private static final History.Start START = new History.Start(
            Instant.parse("2026-11-27T21:00:04Z"), "brigade 1", "rsync 3.2.7", "Linux 6", "Java 17", 2, false, true);
    private static final History.Sample CRAWL = new History.Sample(0, Optional.empty(), 0, 0, 0, RpcCount.NONE);
    private static final History.Sample COPY =
            new History.Sample(250, Optional.of(Pass.COPY), 7, 9, 2, new RpcCount(3, 5));
    private static final History.RsyncProcess PROCESS = new History.RsyncProcess(
            1,
            2,
            Pass.COPY,
            FileName.of(new byte[] {'a', '\n', (byte) 0xFF}),
            3,
            4,
            2,
            Ending.RETRIED,
            "a \"reason\"\n");
    private static final History.Summary SUMMARY = new History.Summary(5, List.of(), List.of(), List.of(PROCESS));

    @TempDir
    Path run;

    private void part(boolean end) throws IOException {
        try (HistoryFile file = HistoryFile.begin(run, START)) {
            file.add(CRAWL);
            file.add(COPY);
            file.add(PROCESS);
            file.add(SUMMARY);
            if (end) {
                file.end();
            }
        }
    }

    private static History.Part expected(boolean whole) {
        return new History.Part(START, List.of(CRAWL, COPY), List.of(PROCESS), Optional.of(SUMMARY), whole);
    }

    @Test
    void aRunWithoutHistoryHasNone() throws IOException {
        assertThat(HistoryFile.read(run)).isEqualTo(History.NONE);
    }

    @Test
    void allPartsOfAResumedRunAreRead() throws IOException {
        part(false);
        part(true);
        assertThat(HistoryFile.read(run).parts()).containsExactly(expected(false), expected(true));
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        part(true);
        assertThat(Files.getPosixFilePermissions(run.resolve("history")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aTornLineHidesOnlyItself() throws IOException {
        part(false);
        Files.writeString(run.resolve("history"), "s{\"millis\":12", StandardOpenOption.APPEND);
        part(true);
        assertThat(HistoryFile.read(run).parts()).containsExactly(expected(false), expected(true));
    }
}
