package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Pass;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of rsync's own words. */
final class FailedAttemptsTest {
    private static final Attempt FIRST =
            Attempt.first(new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), 170, 4096, Set.of()));

    @TempDir
    private Path run;

    private final Excerpt said = new Excerpt(FailedAttempts.EXCERPT_BYTES);

    private void say(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        said.line(bytes, bytes.length);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("errors"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(run.resolve("errors").resolve(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachFailedAttemptIsAFileForItsOwnerOnly() throws IOException {
        FailedAttempts failures = new FailedAttempts(run);
        say("a line \u00ff of bytes");

        failures.keep(Pass.COPY, FIRST, "rsync ended with 12", said);
        failures.keep(Pass.VERIFY, FIRST.next(RetryDecision.Smaller.NOTHING), "rsync ended with 23", said);

        assertThat(files()).containsExactly("copy-1", "verify-2-2");
        assertThat(text("copy-1"))
                .isEqualTo("# attempt 1 at 170 entries, 4096 bytes: rsync ended with 12\na line \u00ff of bytes\n");
        assertThat(Files.getPosixFilePermissions(run.resolve("errors")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(run.resolve("errors/copy-1")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void ofAFloodTheBeginningAndTheEndAreKept() throws IOException {
        for (int i = 0; i < 200_000; i++) {
            say("line " + i);
        }
        say("x".repeat(60_000));
        say("the end");

        new FailedAttempts(run).keep(Pass.COPY, FIRST, "rsync ended with 12: " + "y".repeat(60_000), said);

        assertThat(Files.size(run.resolve("errors/copy-1"))).isBetween(60_000L, 65_536L);
        List<String> lines = text("copy-1").lines().toList();
        assertThat(lines).contains("line 0", "line 1").endsWith("the end");
        assertThat(lines.get(lines.size() - 2)).matches("x+");
        assertThat(lines)
                .filteredOn(line -> line.matches("\\.\\.\\. \\d+ bytes left out \\.\\.\\."))
                .hasSize(1);
        assertThat(lines.stream().skip(1)).allMatch(line -> line.matches("line \\d+|x+|the end|\\.\\.\\. .*"));
    }

    @Test
    void thereAreSoManyFilesAtMostAlsoWithThoseOfAnEarlierRun() throws IOException {
        FailedAttempts earlier = new FailedAttempts(run, 4);
        earlier.keep(Pass.COPY, FIRST, "a", said);
        earlier.keep(Pass.COPY, FIRST, "b", said);
        Files.delete(run.resolve("errors/copy-1"));

        FailedAttempts later = new FailedAttempts(run, 4);
        for (int i = 0; i < 10; i++) {
            later.keep(Pass.COPY, FIRST, "c", said);
        }

        assertThat(files()).containsExactly("copy-2", "copy-3", "copy-4");
        assertThat(text("copy-2")).contains(": b");
    }

    @Test
    void aPlaceWhereNothingCanBeKeptEndsNothing() throws IOException {
        Files.writeString(run.resolve("errors"), "in the way");

        new FailedAttempts(run).keep(Pass.COPY, FIRST, "a", said);

        assertThat(run.resolve("errors")).hasContent("in the way");
    }
}
