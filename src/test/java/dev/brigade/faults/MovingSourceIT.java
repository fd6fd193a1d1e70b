package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source that is written to while it is copied: never corruption, and what the copy had missed is named once, with code 3. */
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
     * What changed before it was copied is copied as it is now, and the verification finds it so; only a file that grows past the limit of
     * large ones is missed. What has vanished from where rsync lists a directory itself is only deleted.
     */
    @Fault("the source vanishes, appears, grows, is rewritten, at three moments")
    @ParameterizedTest
    @CsvSource({
        "before,  0, rm d/gone,                          ''",
        "before,  0, echo x > d/appears,                 ''",
        "before,  0, echo more >> d/grows,               ''",
        "before,  3, head -c 2000000 /dev/zero >> d/grows, d/grows",
        "before,  0, head -c 200 /dev/urandom > d/rewritten, ''",
        "between, 0, rm d/gone,                          ''",
        "between, 3, echo x > d/appears,                 d/appears",
        "between, 3, head -c 2000000 /dev/zero >> d/grows, d/grows",
        "between, 3, head -c 200 /dev/urandom > d/rewritten, d/rewritten",
        "within,  0, rm d/gone,                          ''",
        "within,  3, echo x > d/appears,                 d/appears",
        "within,  3, head -c 2000000 /dev/zero >> d/grows, d/grows",
        "within,  3, head -c 200 /dev/urandom > d/rewritten, d/rewritten",
    })
    void moves(String moment, int code, String change, String affected) {
        String happens = "(cd '" + survival.source() + "' && " + change + ")";
        Rule hook = switch (moment) {
            case "before" ->
                Rule.copies().afterPreflight().first(1).bash(happens).runReal();
            case "between" -> Rule.copies().afterPreflight().first(1).runReal().bash(happens);
            default -> Rule.looks().first(1).bash(happens).runReal();
        };

        Ended ended = survival.sync(survival.program(hook), "-p", "1", "--delete");

        survival.assertEnded(ended, code, affected.isEmpty() ? new String[0] : new String[] {affected});
        assertThat(ended.out()).doesNotContain("repaired", "differs", "failed");
        survival.trees().assertSame();
        survival.assertHeals();
    }
}
