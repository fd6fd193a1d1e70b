package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An rsync that talks too much, nonsense, or not at all; the copy is right all the same. */
final class RsyncTalkTest {
    private Sandbox sandbox;

    @BeforeEach
    void prepare() {
        sandbox = new Sandbox(Sandbox.tree(3, 2, 100));
    }

    @AfterEach
    void remove() {
        sandbox.assertNothingLeft();
        sandbox.close();
    }

    private Ended copiesWith(Rule... rules) {
        return copies(sandbox.program().with(sandbox.fake(rules)));
    }

    private Ended copies(BrigadeProgram program) {
        Ended ended = program.run(sandbox.sync("-p", "2"));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        Sandbox.assertNoStackTrace(ended);
        sandbox.assertEqualTrees();
        return ended;
    }

    private static Rule copyOnce() {
        return Rule.copies().afterPreflight().first(1);
    }

    /** Lines that are all alike, lines that all differ, lines that are long, and one line that does not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes 'rsync: [generator] failed to set times on \"/x\": Input/output error (5)' | head -c 3000000",
                "seq -f 'rsync: [generator] failed to set times on \"/x/%.0f\": Input/output error (5)' 1 60000",
                "yes \"rsync: [generator] $(printf %4000s)\" | head -c 3000000",
                "yes 'no line feed' | tr -d '\\n' | head -c 60000000"
            })
    void keepsNothingOfAFloodOfMessages(String flood) {
        FakeRsync rsync = sandbox.fake(copyOnce().bash("{ " + flood + "; } >&2").runReal());
        Ended ended = copies(sandbox.program().with(rsync).jvm("-Xmx36m"));

        assertThat(ended.err()).hasSizeLessThan(10_000);
    }

    @Test
    void passesOverNonsenseAmongTheLinesThatTellOfChanges() {
        copiesWith(Rule.all()
                .afterPreflight()
                .bash("printf '%s\\n' '' '|' '||' '|||' '|a' '| |1|x' '|>|1|x' '|>f|1|x' '|>f+++++++++||x' \\\n"
                        + "'|>f+++++++++|-1|x' '|>f+++++++++|99999999999999999999|x' '|>f+++++++++|9999999999999999999|x' \\\n"
                        + "'|*deleting|' '|*|0|' '|cd++++++++++|0|' '|.d|0|./' '\\#999' '|.f|0|\\#777\\#12'\n"
                        + "printf '|>f++++++++|0|\\001\\377\\200\\n\\r\\0\\n'\n"
                        + "head -c 100000 /dev/urandom")
                .runReal());
    }

    @Test
    void copiesWhereRsyncClosesItsOutputEarly() {
        copiesWith(Rule.all()
                .afterPreflight()
                .bash("exec >&- 2>&- > /dev/null 2> /dev/null; sleep 0.3")
                .runReal());
    }

    @Test
    void waitsForAnRsyncThatSaysNothingForALongTime() {
        copiesWith(copyOnce().bash("sleep 3").runReal());
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        FakeRsync rsync = sandbox.fake(Rule.all()
                .afterPreflight()
                .runReal()
                .stderr("rsync: \u001b[31m [sender] \u0007\"/x\u001b]0;title\u0007\": broken\u202e (5)\n"
                        + "rsync error: \u001b[31m\n")
                .exit(23));

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-v", "--debug"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out()).doesNotContain("\u001b", "\u0007", "\u202e").contains("broken");
        assertThat(ended.err()).doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void copiesWithoutTheToolsThatIsolateProcesses() {
        // Neither setsid nor setpriv, as on a system that is not util-linux.
        Ended ended = sandbox.program()
                .env(
                        "PATH",
                        dev.brigade.testing.TreeBuilder.build(
                                        sandbox.beside("tools"), Node.root(Node.symlink("rsync", "/usr/bin/rsync")))
                                .toString())
                .run(sandbox.sync());

        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
    }
}
