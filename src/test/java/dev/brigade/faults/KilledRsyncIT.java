package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGKILL of one process of an rsync at work: the run itself has to make up for it. */
@FaultTest
final class KilledRsyncIT {
    private final Survival survival = new Survival(
            Node.dir("one", Node.file("large", 3_000_000), Node.file("small", 10)),
            Node.dir("two", Node.file("large", 3_000_000), Node.file("small", 10)));

    @AfterEach
    void close() {
        survival.close();
    }

    /** An rsync's client generates and forks the sender, whose fork in turn is the receiver. */
    @Fault("KILL of rsync's client, sender or receiver")
    @ParameterizedTest
    @CsvSource({"true, 0", "true, 1", "true, 2", "false, 0", "false, 1"})
    void kill(boolean copying, int which) {
        killOneOf(copying, which);
        survival.assertHeals();
    }

    /** Nobody is left then who would remove what it was writing; to the next run that is an extra entry like others. */
    @Test
    @Fault("KILL of rsync's receiver while it verifies; its temporary file goes with --delete")
    void killTheReceiverOfTheVerification() {
        killOneOf(false, 2);
        survival.assertHealsBy("--delete");
    }

    private void killOneOf(boolean copying, int which) {
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        Rule slow = phase.first(2).bash("exec \"$real\" --bwlimit=500 \"${args[@]}\"");
        // What the copy has done, the verification would only look at.
        FakeRsync rsync = copying
                ? survival.rsync(slow)
                : survival.rsync(slow, Rule.copies().afterPreflight().exit(0));
        Child child = survival.start(survival.program().with(rsync), "-p", "2", "-s", "1M");
        Survival.await(
                "data of a large file",
                () -> Stream.of("one", "two").anyMatch(directory -> isWritten(directory, copying)));
        Survival.await(
                "an rsync with all its processes",
                () -> child.rsync("--bwlimit").isPresent());

        ProcessHandle killed = child.rsync("--bwlimit").orElseThrow();
        for (int i = 0; i < which; i++) {
            killed = killed.children().findFirst().orElseThrow();
        }
        assertThat(killed.destroyForcibly()).isTrue();
        Ended ended = child.await();

        survival.assertEnded(ended, 0);
    }

    /** Whether a large file is being written: in place, or while it verifies under a temporary name. */
    private boolean isWritten(String directory, boolean inPlace) {
        return LeftBehind.names(survival.destination().resolve(directory)).stream()
                .anyMatch(name -> inPlace ? name.equals("large") : name.startsWith(".large."));
    }
}
