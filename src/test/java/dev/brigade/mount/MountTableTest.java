package dev.brigade.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.NfsMount;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tables of mounts as kernels wrote them. */
final class MountTableTest {
    private static final String TABLE = """
            22 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw
            26 22 0:23 / /mnt/a\\040b rw,relatime - nfs4 10.0.0.1:/ex\\040port rw,vers=4.2,rsize=1048576,wsize=524288,namlen=255,hard,proto=tcp,nconnect=4,port=2049,timeo=600,retrans=2,sec=sys,clientaddr=10.0.0.2,local_lock=none,addr=10.0.0.1
            24 22 0:22 / /mnt/b rw,relatime - nfs 10.0.0.1:/export rw,vers=3,rsize=65536,wsize=65536,namlen=255,acregmin=0,acregmax=0,acdirmin=0,acdirmax=0,soft,noac,nolock,proto=tcp
            28 22 0:30 /below /mnt/b/bind rw - tmpfs tmp rw
            nonsense
            """;

    private static NfsMount nfs(String path) {
        return MountTable.parse(TABLE).of(Path.of(path)).flatMap(Mount::nfs).orElseThrow();
    }

    @Test
    void tellsHowADirectoryOfAServerIsMounted() {
        assertThat(nfs("/mnt/a b/deep/er"))
                .isEqualTo(new NfsMount(
                        Path.of("/mnt/a b"), "10.0.0.1:/ex port", "4.2", 1_048_576, 524_288, 4, "hard", true));
        assertThat(nfs("/mnt/b"))
                .isEqualTo(new NfsMount(Path.of("/mnt/b"), "10.0.0.1:/export", "3", 65_536, 65_536, 1, "soft", false));
    }

    @Test
    void takesTheDeepestMount() {
        MountTable table = MountTable.parse(TABLE);

        assertThat(table.of(Path.of("/mnt/b/bind/x")).map(Mount::type)).isEqualTo(Optional.of("tmpfs"));
        assertThat(table.of(Path.of("/mnt/bind"))).map(Mount::device).hasValue("254:0");
        assertThat(table.of(Path.of("/mnt/b/bind/x")).flatMap(Mount::nfs)).isEmpty();
    }

    @Test
    void takesTheLastOfSeveralAtOnePlace() {
        MountTable table = MountTable.parse(TABLE + "30 22 0:31 / /mnt/b rw - ext4 /dev/vdb rw\n");

        assertThat(table.of(Path.of("/mnt/b/x")).map(Mount::device)).hasValue("0:31");
    }

    /**
     * The chroot is /jail/root of the disk; its /srv/data is mounted again at /mnt/again, and something else at
     * /mnt/other.
     */
    @Test
    void inAChrootASecondMountOfADirectoryTellsWhereTheTopIs() {
        String table = """
                40 1 0:5 / /proc rw - proc proc rw
                41 1 254:0 /elsewhere /mnt/other rw - ext4 /dev/vda rw
                42 1 254:0 /jail/root/srv/data /mnt/again rw - ext4 /dev/vda rw
                """;
        MountTable chroot = MountTable.parse(table)
                .withTop((here, point) -> here.equals(Path.of("/srv/data")) && point.equals(Path.of("/mnt/again")));

        assertThat(chroot.of(Path.of("/srv/x")))
                .hasValueSatisfying(mount -> assertThat(mount.root()).isEqualTo(Path.of("/jail/root")));
        assertThat(chroot.below(Path.of("/srv"), Path.of("/mnt/again/deep"))).contains(Path.of("/srv/data/deep"));
        assertThat(MountTable.parse(table).withTop((here, point) -> false).of(Path.of("/srv")))
                .isEmpty();
    }

    @Test
    void whereTheTopIsAMountNothingIsLookedFor() {
        MountTable table = MountTable.parse(TABLE);

        assertThat(table.withTop((here, point) -> {
                    throw new AssertionError(here + " was looked at");
                }))
                .isSameAs(table);
    }

    @Test
    void readsTheTableOfThisMachine() {
        assertThat(MountTable.now().of(Path.of("/proc/self/stat")).map(Mount::type))
                .hasValue("proc");
    }
}
