package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import org.junit.jupiter.api.Test;

/** A short run does no work that only a long one repays. */
final class StartTest {
    /**
     * Java makes {@code equals}, {@code hashCode} and {@code toString} of a record when one is called first, with
     * method handles. The first one takes 10 to 30 ms, each other one some more: a twentieth of a short run.
     */
    @Test
    void aRunMakesNoMethodOfARecord() {
        try (Sandbox sandbox = new Sandbox(Sandbox.tree(2, 2, 100))) {
            Ended ended = sandbox.program()
                    .jvm("-Djava.lang.invoke.MethodHandle.TRACE_METHOD_LINKAGE=true")
                    .run(sandbox.sync("-q"));

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out().lines())
                    .as("calls that Java links: the trace works")
                    .anyMatch(line -> line.contains("LambdaMetafactory"));
            assertThat(ended.out().lines().filter(line -> line.contains("java.lang.runtime.ObjectMethods")))
                    .as("records whose methods a start needs: write these methods by hand")
                    .isEmpty();
        }
    }
}
