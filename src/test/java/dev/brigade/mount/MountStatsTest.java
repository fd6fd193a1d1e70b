package dev.brigade.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.RpcCount;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Counters as kernels wrote them. */
final class MountStatsTest {
    private static final String STATS = """
            device /dev/vda mounted on / with fstype ext4
            device 10.0.0.1:/export mounted on /mnt/a\\040b with fstype nfs4 statvers=1.1
            \topts:\trw,vers=4.2,rsize=1048576,wsize=1048576,namlen=255,hard,proto=tcp,port=2049,timeo=600,retrans=2,sec=sys
            \tage:\t12
            \timpl_id:\tname='',domain='',date='0,0'
            \tevents:\t0 0 0 0 0 0 3 0 0 0 0 0 0 1 2 0 0 1 0 0 0 0 0 0 0 0 0
            \tbytes:\t0 0 0 0 0 0 0 0
            \tRPC iostats version: 1.1  p/v: 100003/4 (nfs)
            \txprt:\ttcp 0 0 2 0 0 26 26 0 26 0 2 0 0
            \tper-op statistics
            \t        NULL: 1 1 0 44 24 0 0 1 0
            \t        READ: 0 0 0 0 0 0 0 0 0
            \t       WRITE: 100 101 0 4404 1200 7 250 300 0
            \t     SETATTR: 50 50 0 10 20 1 25 27 2

            device 10.0.0.1:/export mounted on /mnt/b with fstype nfs statvers=1.1
            \tper-op statistics
            \t     GETATTR: 3 3 0 104 112 0 6 7
            \t    SOMEDAY: x y z 1 2 3 4 5
            device proc mounted on /proc with fstype proc
            """;

    private static final MountStats PARSED = MountStats.parse(STATS);

    @Test
    void addsUpTheCallsAndTheirRoundTrips() {
        assertThat(PARSED.of(Path.of("/mnt/a b"))).hasValue(new RpcCount(151, 275));
        assertThat(PARSED.of(Path.of("/mnt/b"))).hasValue(new RpcCount(3, 6));
    }

    @Test
    void knowsNothingOfOtherFileSystems() {
        assertThat(PARSED.of(Path.of("/"))).isEmpty();
        assertThat(PARSED.of(Path.of("/mnt"))).isEmpty();
        assertThat(MountStats.parse("").of(Path.of("/mnt/b"))).isEmpty();
    }

    @Test
    void takesTheLastOfSeveralAtOnePlace() {
        MountStats twice = MountStats.parse(
                STATS + "device c mounted on /mnt/b with fstype nfs\n\tper-op statistics\n\tREAD: 9 9 0 1 2 3 4 5\n");

        assertThat(twice.of(Path.of("/mnt/b"))).hasValue(new RpcCount(9, 4));
    }

    @Test
    void tellsWhatWasAskedSince() {
        assertThat(new RpcCount(151, 275).since(new RpcCount(51, 75))).isEqualTo(new RpcCount(100, 200));
    }
}
