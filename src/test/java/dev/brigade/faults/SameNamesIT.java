package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A destination in which names that differ only in case are one name: what is missing there is reported. */
@FaultTest
final class SameNamesIT {
    private static final String TIME = "2020-02-02T02:02:02Z";

    private final Survival survival = new Survival(
            Node.dir(
                    "directory",
                    Node.file("Name", "content 1").mtime(TIME),
                    Node.file("name", "content 2").mtime(TIME),
                    Node.file("other", 100)),
            Node.dir("Folder", Node.file("a", 10)),
            Node.dir("folder", Node.file("b", 10)));

    @BeforeAll
    static void needs() {
        FaultFs.needs();
    }

    @AfterEach
    void close() {
        survival.close();
    }

    @Test
    @Fault("names that are one in the destination")
    void areReportedWithBothNames() {
        TreeBuilder.build(survival.destination(), Node.root());
        try (FaultFs storage = FaultFs.over(survival.destination())) {
            storage.fail("1 fold /");
            for (int run = 0; run < 2; run++) {
                Ended ended = survival.sync(survival.program(), "-p", "2");

                assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
                assertThat(ended.out())
                        .containsPattern(
                                "directory/[Nn]ame \\(the destination has it and directory/[Nn]ame under one name\\)")
                        .containsPattern("[Ff]older \\(the destination has it and [Ff]older under one name\\)");
            }
            storage.mend();
            // Size and time are equal under both names, and both folders were one.
            survival.assertHealsBy("--verify", "checksum", "--delete");
        }
    }
}
