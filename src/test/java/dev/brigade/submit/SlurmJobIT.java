package dev.brigade.submit;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.AwkwardTree.Options;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole jobs of the packaged program on the three nodes of a real Slurm. */
@Tag("slurm")
final class SlurmJobIT {
    private final Job job = new Job();

    @BeforeEach
    void allNodesAreUp() {
        SlurmCluster.start();
    }

    @AfterEach
    void clean() {
        job.close();
    }

    @Test
    void anAwkwardTreeArrivesEqual() {
        AwkwardTree.build(job.source(), Options.forThisUser().small());
        job.plan("--shards", "8", "--clients", "3");

        List<String> numbers = job.submitToSlurm();

        assertFinish(numbers, 0, "all copied and verified");
        job.assertEqualTrees();
    }

    @Test
    void twentyThousandFilesArriveEqualThoughANodeDies() {
        TreeBuilder.build(job.source(), tree(200, 100));
        job.plan("--shards", "9", "--clients", "3", "--bwlimit", "6M");
        List<String> numbers = job.submitToSlurm();
        SlurmCluster.await("n2 copies", () -> isCopying(numbers.get(0), "n2"));

        SlurmCluster.kill("n2");

        assertFinish(numbers, 0, "all copied and verified");
        job.assertEqualTrees();
        assertThat(attempts()).as("attempts with a result").hasSize(9);
    }

    @Test
    void aShardThatFailsForGoodGivesItsCodeAndTheSameAgainHeals() throws IOException {
        TreeBuilder.build(job.source(), tree(12, 20));
        Path inTheWay = job.destination().resolve("directory 5/file 3");
        Files.createDirectories(inTheWay);
        Path inside = Files.writeString(inTheWay.resolve("inside"), "not in the source");
        job.plan("--shards", "4", "--clients", "3");

        assertFinish(job.submitToSlurm(), 20, "directory 5/file 3", "some shards failed. Run 'brigade work --job");

        Files.delete(inside);
        assertFinish(job.submitToSlurm(), 0, "all copied and verified");
        job.assertEqualTrees();
        assertThat(attempts()).as("only the failed shard was worked on again").hasSize(5);
    }

    private void assertFinish(List<String> numbers, int code, String... texts) {
        int ended = SlurmCluster.exitCode(numbers.get(1));
        String log = log("finish-" + numbers.get(1));
        assertThat(ended).as(log).isEqualTo(code);
        assertThat(log).contains(texts);
    }

    /** Whether a task of a node has begun with its shard. */
    private boolean isCopying(String array, String node) {
        return SlurmCluster.running(array).stream()
                .filter(task -> task.endsWith(" " + node))
                .map(task -> task.split(" ")[0])
                .anyMatch(shard -> Files.exists(job.directory().resolve("results/" + shard + ".1.running"))
                        && Files.exists(job.destination().resolve("directory 0")));
    }

    private List<Path> attempts() {
        try (Stream<Path> files = Files.list(job.directory().resolve("results"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log(String name) {
        try {
            return Files.readString(job.directory().resolve("logs/" + name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Node tree(int directories, int files) {
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < directories; i++) {
            List<Node> inside = new ArrayList<>();
            for (int j = 0; j < files; j++) {
                inside.add(file("file " + j, 3000));
            }
            children.add(dir("directory " + i, inside.toArray(Node[]::new)));
        }
        return Node.root(children.toArray(Node[]::new));
    }
}
