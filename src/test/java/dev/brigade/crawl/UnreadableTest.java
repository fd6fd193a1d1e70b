package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.format.Names;
import dev.brigade.model.FileName;
import dev.brigade.testing.AwkwardNames;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What may not be read is said by name, in every locale; nothing is left out silently. */
@ParameterizedClass
@EnumSource(Reading.class)
final class UnreadableTest {
    private final Reading reading;

    UnreadableTest(Reading reading) {
        this.reading = reading;
    }

    private static BrigadeProgram probe() {
        return BrigadeProgram.onClassPath(CrawlProbe.class.getName());
    }

    @Test
    void directoriesThatAnotherUserMayNotReadOrEnterAreNamed() {
        try (OtherUser user = OtherUser.create()) {
            Path root = TreeBuilder.build(
                    user.directory().resolve("tree"),
                    Node.root(
                            Node.dir("closed", Node.file("x", 1)).mode(0000),
                            Node.dir("not-listed", Node.file("x", 1)).mode(0311),
                            Node.dir("not-entered", Node.file("x", 1), Node.file("y", 1))
                                    .mode(0644),
                            Node.dir("open", Node.file("unreadable", 1).mode(0000)),
                            Node.file("z", 1)),
                    1,
                    Optional.of(user.owner()));
            Ended ended = probe().as(user).run(root.toString(), reading.name());
            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(ended.out().lines())
                    .containsExactly(
                            "found closed",
                            "found not-entered",
                            "found not-listed",
                            "found open",
                            "found open/unreadable",
                            "found z",
                            "unreadable closed: Permission denied",
                            "unreadable not-entered/x: Permission denied",
                            "unreadable not-entered/y: Permission denied",
                            "unreadable not-listed: Permission denied");
        }
    }

    @Test
    void namesAreExactInALocaleThatCannotHoldThem() {
        List<FileName> names = AwkwardNames.all();
        try (Scratch scratch = Scratch.create()) {
            TreeBuilder.build(
                    scratch.path(),
                    Node.root(names.stream()
                            .map(name -> Node.dir(name, List.of(Node.file(name, 1))))
                            .toArray(Node[]::new)));
            Ended ended = probe().locale("C").run(scratch.path().toString(), reading.name());
            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(ended.out().lines())
                    .containsExactlyInAnyOrderElementsOf(names.stream()
                            .flatMap(name -> Stream.of(name, name.resolve(name)))
                            .map(name -> "found " + Names.printable(name.toBytes()))
                            .toList());
        }
    }
}
