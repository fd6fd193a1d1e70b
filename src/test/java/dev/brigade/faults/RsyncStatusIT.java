package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An rsync that ends with each of the codes it has, or by a signal; a directory for each, so that one run shows them
 * all.
 */
@FaultTest
final class RsyncStatusIT {
    /** But 0, and those that end a run at once. */
    private static final List<Integer> CODES = IntStream.concat(
                    IntStream.rangeClosed(0, 35), IntStream.of(124, 125, 255))
            .filter(code -> code > 4 || code == 3)
            .boxed()
            .toList();

    private static final List<String> SIGNALS = List.of("HUP", "INT", "QUIT", "ABRT", "KILL", "SEGV", "PIPE", "TERM");

    /** How many of both. */
    private static final int ALL = 32 + 3 + 8;

    private final Survival survival = new Survival(Stream.concat(CODES.stream(), SIGNALS.stream())
            .map(how -> Node.dir("by " + how, Node.file("file", "content " + how), Node.dir("below")))
            .toArray(Node[]::new));

    @AfterEach
    void close() {
        survival.close();
    }

    private FakeRsync rsync(Rule where, UnaryOperator<Rule> before) {
        Stream<Rule> codes = CODES.stream()
                .map(code ->
                        before.apply(where.andMentioning("by " + code + "/")).exit(code));
        Stream<Rule> signals = SIGNALS.stream()
                .map(signal ->
                        before.apply(where.andMentioning("by " + signal + "/")).dieBy(signal));
        return survival.rsync(Stream.concat(codes, signals).toArray(Rule[]::new));
    }

    /** Once again is enough to see that it is tried again. */
    private Ended run(FakeRsync rsync) {
        return survival.sync(survival.program().with(rsync), "-p", "4", "-f", "1", "--retries", "1");
    }

    @Test
    @Fault(value = "rsync ends with 3, 5 to 35, 124, 125, 255 or by a signal: once", runs = ALL)
    void once() {
        assertThat(CODES.size() + SIGNALS.size()).isEqualTo(ALL);

        Ended ended = run(rsync(Rule.copies().afterPreflight(), rule -> rule.first(1)));

        survival.assertEnded(ended, 0);
        survival.assertHeals();
    }

    @Test
    @Fault(value = "rsync ends with 3, 5 to 35, 124, 125, 255 or by a signal: always", runs = ALL)
    void always() {
        FakeRsync rsync = rsync(Rule.all().afterPreflight(), rule -> rule);

        Ended ended = survival.sync(survival.program().with(rsync), "-p", "4", "-f", "1", "--retries", "1", "-v");

        survival.assertEnded(ended, 20);
        for (int code : CODES) {
            assertThat(ended.out()).contains("rsync ended with " + code);
        }
        survival.assertHeals();
    }

    static Stream<Arguments> fatal() {
        return Stream.of(1, 2, 4, 126, 127)
                .flatMap(code -> Stream.of(true, false)
                        .flatMap(copying -> Stream.of(1, 99).map(times -> Arguments.of(code, copying, times))));
    }

    /** Preflight has tried what rsync is asked to do, and that there is one: so nothing else is tried. */
    @Fault("rsync ends with 1, 2, 4, 126 or 127: once and always, in each phase")
    @ParameterizedTest
    @MethodSource("fatal")
    void endsTheRun(int code, boolean copying, int times) {
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        FakeRsync rsync = survival.rsync(
                phase.first(times).stderr("rsync error: syntax (code)\n").exit(code));

        Ended ended = run(rsync);

        survival.assertEnded(ended, code < 126 ? 1 : 40);
        assertThat(ended.out()).contains("rsync ended with " + code);
        survival.assertHeals();
    }

    @Test
    @Fault(value = "rsync does nothing and ends with 0, in the copy", runs = ALL)
    void liesInTheCopy() {
        Ended ended = run(survival.rsync(Rule.copies().afterPreflight().exit(0)));

        survival.assertEnded(ended, 0);
        assertThat(ended.out()).contains("repaired");
        survival.trees().assertSame();
        survival.assertHeals();
    }
}
