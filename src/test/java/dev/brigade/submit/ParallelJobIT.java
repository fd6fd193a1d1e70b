package dev.brigade.submit;

import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.AwkwardTree.Options;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole jobs of the packaged program, with GNU parallel and a real sshd. */
@Tag("slurm")
final class ParallelJobIT {
    private final Job job = new Job();

    private void plan() {
        AwkwardTree.build(job.source(), Options.forThisUser().small());
        job.plan("--shards", "7", "--clients", "3");
    }

    @AfterEach
    void clean() {
        job.close();
    }

    @Test
    void anAwkwardTreeArrivesEqualOverThreeHosts() throws Exception {
        plan();
        try (SshServer server = server()) {
            Path hosts = server.hosts("one", "two", "three");

            Ended ended = job.submit("parallel", "--sshloginfile", hosts.toString());

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(ended.out()).contains("all copied and verified").doesNotContain("shard");
            assertThat(ended.err()).contains("shard 0\t  Copied ", "shard 6\t  Copied ");
        }
        job.assertEqualTrees();
        assertThat(hostsOfJobLog()).as("hosts that worked").containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void aShardMovesToAnotherHostIfItsHostIsAway() throws Exception {
        plan();
        try (SshServer server = server()) {
            Path hosts = server.hosts("one", "two");
            Files.writeString(
                    hosts,
                    "ssh -F /dev/null -o ConnectTimeout=5 -o BatchMode=yes -p 1 127.0.0.1\n",
                    StandardOpenOption.APPEND);

            Ended ended = job.submit("parallel", "--sshloginfile", hosts.toString());

            assertThat(ended.exit()).as(ended.toString()).isZero();
        }
        job.assertEqualTrees();
    }

    @Test
    void aSignalEndsTheClientsTooAndTheSameAgainDoesTheRest() throws Exception {
        TreeBuilder.build(job.source(), Node.root(file("a", 1 << 20), file("b", 1 << 20), file("c", 1 << 20)));
        job.plan("--shards", "3", "--clients", "3", "--bwlimit", "60");
        try (SshServer server = server()) {
            String hosts = server.hosts("one", "two", "three").toString();
            Child submit = job.program()
                    .start("submit", "--job", job.directory().toString(), "parallel", "--sshloginfile", hosts);
            SlurmCluster.await("three clients copy", () -> running() == 3);

            submit.signal("TERM");

            assertThat(submit.await().exit()).isEqualTo(10);
            LeftBehind.assertNoProcess(job.directory().toString(), Duration.ofMinutes(1));

            Ended again = job.submit("parallel", "--sshloginfile", hosts);
            assertThat(again.exit()).as(again.toString()).isZero();
        }
        job.assertEqualTrees();
    }

    private long running() {
        try (Stream<Path> files = Files.list(job.directory().resolve("results"))) {
            return files.filter(file -> file.toString().endsWith(".running")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutHostsThisMachineDoesIt() {
        plan();
        Ended ended = job.submit("parallel", "--clients", "2");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        job.assertEqualTrees();
    }

    private SshServer server() throws Exception {
        return SshServer.start(job.beside("ssh"), job.environment());
    }

    private List<String> hostsOfJobLog() throws Exception {
        return Files.readAllLines(job.directory().resolve("logs/parallel.joblog")).stream()
                .skip(1)
                .map(line -> line.split("\t")[1])
                .map(host -> host.substring(host.lastIndexOf(' ') + 1))
                .distinct()
                .toList();
    }
}
