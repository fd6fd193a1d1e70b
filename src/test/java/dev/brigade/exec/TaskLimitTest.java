package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of processes, from files as the kernel shows them. */
final class TaskLimitTest {
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max cpu time              unlimited            unlimited            seconds
            Max processes             %s                   200000               processes
            """;

    @TempDir
    Path top;

    private void write(String file, String text) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String status(int uid, int threads) {
        return "Name:\tjava\nUid:\t" + uid + "\t" + uid + "\t0\t0\nThreads:\t" + threads + "\n";
    }

    private void user(int uid, String most) throws IOException {
        write("proc/self/limits", LIMITS.formatted(most));
        write("proc/self/status", status(uid, 20));
        write("proc/10/status", status(uid, 20));
        write("proc/11/status", status(uid, 8));
        write("proc/12/status", status(uid + 1, 1000));
    }

    private TaskLimit tightest() {
        return TaskLimit.tightest(top.resolve("proc"), top.resolve("cgroup")).orElseThrow();
    }

    private boolean isFree() {
        return TaskLimit.tightest(top.resolve("proc"), top.resolve("cgroup")).isEmpty();
    }

    @Test
    void allThreadsOfTheUserCount() throws IOException {
        user(1000, "100");
        assertThat(tightest()).isEqualTo(new TaskLimit("ulimit -u is 100", 72));
        assertThat(tightest().children()).isEqualTo(7);
    }

    /** To read all processes of a large machine takes longer than many a run. */
    @Test
    void processesAreNotReadWhereAllTogetherLeaveEnough() throws IOException {
        user(1000, "20000");
        write("proc/loadavg", "0.20 0.18 0.12 1/4000 11206\n");
        assertThat(tightest()).isEqualTo(new TaskLimit("ulimit -u is 20000", 16_000));
        write("proc/loadavg", "0.20 0.18 0.12 1/19000 11206\n");
        assertThat(tightest()).isEqualTo(new TaskLimit("ulimit -u is 20000", 19_972));
    }

    @Test
    void allowsFewerThanWantedButOne() {
        assertThat(TaskLimit.atMost(32, Optional.empty())).isEqualTo(32);
        assertThat(TaskLimit.atMost(32, Optional.of(new TaskLimit("a", 10_000))))
                .isEqualTo(32);
        assertThat(TaskLimit.atMost(32, Optional.of(new TaskLimit("a", 36)))).isEqualTo(3);
        assertThat(TaskLimit.atMost(32, Optional.of(new TaskLimit("a", 0)))).isEqualTo(1);
    }

    @Test
    void rootAndTheUnlimitedAreFree() throws IOException {
        assertThat(isFree()).isTrue();
        user(0, "100");
        assertThat(isFree()).isTrue();
        user(1000, "unlimited");
        assertThat(isFree()).isTrue();
    }

    @Test
    void theTightestOfAllGroupsCounts() throws IOException {
        user(1000, "1000");
        write("proc/self/cgroup", "1:name=systemd:/a\n0::/user/job\n");
        write("cgroup/user/job/pids.max", "max\n");
        write("cgroup/user/job/pids.current", "30\n");
        write("cgroup/user/pids.max", "50\n");
        write("cgroup/user/pids.current", "40\n");
        assertThat(tightest()).isEqualTo(new TaskLimit(top.resolve("cgroup/user/pids.max") + " is 50", 10));
        assertThat(tightest().children()).isZero();
    }

    @Test
    void groupsOfTheOldKindCountToo() throws IOException {
        write("proc/self/cgroup", "5:pids:/\n4:cpu:/x\n");
        write("cgroup/pids/pids.max", "512\n");
        write("cgroup/pids/pids.current", "12\n");
        assertThat(tightest().left()).isEqualTo(500);
    }

    @Test
    void stacksOfThreadsNeedAddresses() throws IOException {
        write("proc/self/limits", "Max address space         1073741824           unlimited            bytes\n");
        write("proc/self/status", status(0, 20) + "VmSize:\t  819200 kB\n");
        assertThat(tightest()).isEqualTo(new TaskLimit("ulimit -v is 1048576", 96));
        write("proc/self/status", status(0, 20) + "VmSize:\t 1000000 kB\n");
        assertThat(tightest().children()).isZero();
    }
}
