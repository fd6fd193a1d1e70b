package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A source that is written to while it is copied: never corruption, and what the copy had missed is named once, with
 * code 3.
 */
@FaultTest
final class MovingSourceIT {
    private final Survival survival = new Survival(
            Node.file("top", 10),
            Node.dir("d", Node.file("gone", 50), Node.file("grows", 100), Node.file("rewritten", 200)),
            Node.dir("e", Node.file("stays", 5)));

    @AfterEach
    void close() {
        survival.close();
    }

    /**
     * Also what changed before it was copied, and was copied as it is now, is said: the crawls of both phases are
     * compared.
     */
    @Fault("the source vanishes, appears, grows, is rewritten, at three moments")
    @ParameterizedTest
    @CsvSource({
        "before,  rm d/gone,                                 d/gone",
        "before,  echo x > d/appears,                        d/appears",
        "before,  echo more >> d/grows,                      d/grows",
        "before,  head -c 2000000 /dev/zero >> d/grows,      d/grows",
        "before,  head -c 200 /dev/urandom > d/rewritten,    d/rewritten",
        "between, rm d/gone,                                 d/gone",
        "between, echo x > d/appears,                        d/appears",
        "between, head -c 2000000 /dev/zero >> d/grows,      d/grows",
        "between, head -c 200 /dev/urandom > d/rewritten,    d/rewritten",
        "within,  rm d/gone,                                 d/gone",
        "within,  echo x > d/appears,                        d/appears",
        "within,  head -c 2000000 /dev/zero >> d/grows,      d/grows",
        "within,  head -c 200 /dev/urandom > d/rewritten,    d/rewritten",
    })
    void moves(String moment, String change, String affected) {
        String happens = "(cd '" + survival.source() + "' && " + change + ")";
        Rule hook = switch (moment) {
            case "before" ->
                Rule.copies().afterPreflight().first(1).bash(happens).runReal();
            case "between" -> Rule.copies().afterPreflight().first(1).runReal().bash(happens);
            default -> Rule.looks().first(1).bash(happens).runReal();
        };

        Ended ended = survival.sync(survival.program(hook), "-p", "1", "--delete");

        survival.assertEnded(ended, 3, affected);
        assertThat(ended.out()).containsPattern("failed +0\n").doesNotContain("repaired", "differs");
        survival.trees().assertSame();
        survival.assertHeals();
    }
}
