package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeroturnaround.exec.ProcessExecutor;

/** The cluster that {@code .ci/slurm/tests} starts: three nodes, n1 to n3, with four processors each. */
final class SlurmCluster {
    private static final String SCRIPT = ".ci/slurm/cluster";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern STATE = Pattern.compile("(?m)\\bJobState=(\\w+)");
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)\\bExitCode=([0-9]+):");

    private SlurmCluster() {}

    /** Starts what a test before may have killed. */
    static void start() {
        run(SCRIPT, "start");
    }

    /** Kills a node's daemon and all processes of its jobs. */
    static void kill(String node) {
        run(SCRIPT, "kill", node);
    }

    /** Waits until a job ended. Returns its exit code. */
    static int exitCode(String job) {
        await("job " + job + " ends", () -> {
            String state = property(STATE, job);
            return !List.of("PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "SUSPENDED")
                    .contains(state);
        });
        return Integer.parseInt(property(EXIT_CODE, job));
    }

    /** Returns the nodes on which tasks of an array run: {@code 0 n1}. */
    static List<String> running(String array) {
        return run("squeue", "-h", "-j", array, "-t", "R", "-o", "%K %N")
                .lines()
                .sorted()
                .toList();
    }

    static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("never: " + what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static String property(Pattern pattern, String job) {
        Matcher matcher = pattern.matcher(show(job));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    static String show(String job) {
        return run("scontrol", "show", "job", job);
    }

    private static String run(String... command) {
        try {
            return new ProcessExecutor(command)
                    .readOutput(true)
                    .exitValues(0)
                    .timeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .execute()
                    .outputUTF8();
        } catch (Exception e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
    }
}
