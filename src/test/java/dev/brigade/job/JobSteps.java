package dev.brigade.job;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A source, a destination, and the steps of a job between them. */
abstract class JobSteps {
    final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    Ended plan(String... options) {
        Ended ended = brigade(Stream.of(
                        List.of("plan", "--job", job()),
                        List.of(options),
                        List.of(trees.source() + "/", trees.destination().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
        return ended;
    }

    Ended work(String... words) {
        return step("work", words);
    }

    Ended finish(String... words) {
        return step("finish", words);
    }

    Ended step(String command, String... words) {
        return brigade(Stream.concat(Stream.of(command, "--job", job()), Stream.of(words))
                .toArray(String[]::new));
    }

    Ended brigade(String... words) {
        return trees.program().run(words);
    }

    String job() {
        return trees.home().resolve("job").toString();
    }

    static void assertExit(Ended ended, int code) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.err() + ended.out()).doesNotContain("\tat ", "java.");
    }

    void usualSource() {
        Node[] flat =
                IntStream.range(0, 60).mapToObj(i -> file("f" + i, 10 + i)).toArray(Node[]::new);
        trees.source(
                file("top", 5),
                dir("flat", flat).mode(0555),
                dir("a", file("one", 10), dir("b", file("two", 20), hardLink("x", "top"))),
                dir("c", hardLink("y", "top"), file("large", 1_200_000)),
                dir("empty").mode(0700));
    }
}
