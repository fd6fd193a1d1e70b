package dev.brigade.job;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a job is said in one line, with the documented code, and nothing is written. */
class JobRefusedTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(file("a", 1), file("b", 2), dir("d", file("c", 3)), dir("e", file("f", 4)));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private String path(String name) {
        return trees.home().resolve(name).toString();
    }

    private Ended run(String line) {
        return trees.program().run(trees.inFull(line.split(" ", -1)));
    }

    private void plan() {
        Ended planned = run("plan --job ~/job --shards 2 ~/source/ ~/destination");
        assertThat(planned.exit()).as(planned.toString()).isZero();
    }

    private static void assertRefused(Ended ended, int code, String... texts) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.err()).startsWith("brigade: ").contains(texts);
        assertThat(ended.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 2  | there is no shard 2: the job has the shards 0 to 1",
                "1-0 | 2 | there is no shard 1-0",
                "0-2 | 2 | there is no shard 0-2",
                "-1 | 2 | -1",
                "x | 2 | is no shard: give numbers or ranges",
            })
    void aShardThatDoesNotExist(String word, int code, String text) {
        plan();
        Inventory before = Inventory.of(trees.home());

        assertRefused(run("work --job ~/job " + word), code, text);
        assertThat(Inventory.of(trees.home())).isEqualTo(before);
    }

    @Test
    void noShardAtAll() {
        plan();
        assertRefused(run("work --job ~/job"), 2, "name the shards to work on, 0 to 1");
    }

    @ParameterizedTest
    @CsvSource({"SLURM_ARRAY_TASK_ID,x", "JOB_COMPLETION_INDEX,2", "SGE_TASK_ID,0", "LSB_JOBINDEX,3", "FLUX_JOB_CC,-1"})
    void aSchedulersVariableThatIsNoShard(String name, String value) {
        plan();
        assertRefused(trees.program().env(name, value).run("work", "--job", path("job")), 2, name, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source/job", "destination/job", "source", "destination"})
    void aJobDirectoryInsideTheTrees(String directory) {
        trees.destination();
        Inventory before = Inventory.of(trees.home());

        assertRefused(run("plan --job ~/" + directory + " ~/source/ ~/destination"), 2, "is inside ");
        assertThat(Inventory.of(trees.home())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shards 0 | --shards",
                "--shards 1001 | --shards",
                "--clients 0 | --clients",
                "-n | a plan cannot be a dry run",
                "--delete --max-delete 5% | give a number",
                "--verify none | --verify none",
            })
    void aPlanThatMakesNoSense(String options, String text) {
        assertRefused(run("plan --job ~/job " + options + " ~/source/ ~/destination"), 2, text);
        assertThat(trees.home().resolve("job")).doesNotExist();
    }

    @Test
    void aDirectoryThatHoldsNoJob() {
        trees.sh("mkdir other");
        for (String command : new String[] {"work --job ~/other 0", "finish --job ~/other", "status --job ~/missing"}) {
            assertRefused(run(command), 40, "is not the directory of a job");
        }
    }

    @Test
    void aJobThatIsPlannedAlready() {
        plan();
        assertRefused(run("plan --job ~/job ~/source/ ~/destination"), 40, "holds a job already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo > job/job.json", "truncate -s 10 job/job.json", "sed -i s/shards/x/ job/job.json"})
    void aDamagedPlan(String damage) {
        plan();
        trees.sh(damage);
        for (String command : new String[] {"work --job ~/job 0", "finish --job ~/job", "status --job ~/job"}) {
            assertRefused(run(command), 40, "is damaged", "Plan again");
        }
    }

    @Test
    void aDamagedManifestOfAShard() {
        plan();
        trees.sh("printf x | dd of=job/shards/0-0.manifest bs=1 seek=20 conv=notrunc status=none");
        assertRefused(run("work --job ~/job -q 0"), 40, "is damaged", "Plan again");
        assertThat(trees.sh("ls destination")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chmod 0777 job,other users may write",
        "chmod 0660 job/job.json,other users may write",
        "chown 99 job/job.json,it belongs to another user"
    })
    void aJobThatOthersCanChange(String change, String text) {
        plan();
        trees.sh(change);
        for (String command : new String[] {"work --job ~/job 0", "finish --job ~/job", "status --job ~/job"}) {
            assertRefused(run(command), 40, "the job directory " + path("job") + " cannot be used: ", text);
        }
    }

    @Test
    void aPlanOfAnotherVersion() {
        plan();
        trees.sh("sed -i 's/\"version\": \"brigade [^\"]*\"/\"version\": \"brigade 0.0.1\"/' job/job.json");
        assertRefused(run("work --job ~/job 0"), 40, "was planned by brigade 0.0.1, and this is brigade ");
    }

    @Test
    void aClientWithoutTheDestination() {
        plan();
        trees.sh("mkdir elsewhere");
        assertRefused(
                run("work -q --job ~/job --map " + path("destination") + "=" + path("elsewhere") + " 0"),
                40,
                "this client does not see the destination of the job at " + path("elsewhere"),
                "No such file");
        assertThat(trees.sh("ls -A elsewhere destination | grep -v -e brigade-job -e : || true"))
                .isBlank();
    }

    @Test
    void aClientWithAnotherSource() {
        plan();
        trees.sh("mkdir elsewhere && echo x > elsewhere/a");
        assertRefused(
                run("work -q --job ~/job --map " + path("source") + "=" + path("elsewhere") + " 0"),
                40,
                "this client does not see the source of the job",
                path("elsewhere"));
        assertThat(trees.sh("ls destination")).isEmpty();
    }

    @Test
    void aClientThatMountsTheTreesElsewhere() {
        plan();
        trees.sh("mv source there && mv destination here");

        Ended worked = run("work --job ~/job --map " + path("source") + "=" + path("there") + " --map "
                + path("destination") + "=" + path("here") + " 0 1");

        assertThat(worked.exit()).as(worked.toString()).isZero();
        assertThat(trees.sh("diff -r there here | grep -v brigade-job || true")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "/a", "/a=", "a=/b", "/a=b"})
    void aMapThatIsNone(String map) {
        plan();
        assertRefused(run("work -q --job ~/job --map " + map + " 0"), 2, "is not THERE=HERE");
    }
}
