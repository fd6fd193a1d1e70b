package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INT, TERM and HUP while a count is at work: exit code 10 at once, and what was counted so far. */
final class InterruptedCountTest {
    private static boolean crawls(Child child) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + child.pid() + "/task"))) {
            return threads.anyMatch(thread -> name(thread).startsWith("crawl-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return "gone meanwhile";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void endsAtOnceWithWhatWasCounted(String signal) throws IOException {
        // The whole machine, as nothing smaller is sure to be still at work when the signal comes.
        Child child = BrigadeProgram.onClassPath().start("count", "--json", "/");
        Sandbox.await("a crawling thread", () -> crawls(child));

        long began = System.nanoTime();
        child.signal(signal);
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        Sandbox.assertNoStackTrace(ended);
        JsonNode json = new ObjectMapper().readTree(ended.stdout());
        assertThat(json.get("complete").booleanValue()).isFalse();
        assertThat(json.get("exit_code").intValue()).isEqualTo(10);
        assertThat(json.get("directories").longValue()).isPositive();
    }
}
