package dev.brigade.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of the mounts that a run works on. */
final class MountCountersTest {
    private static final MountTable TABLE = MountTable.parse("""
            22 1 254:0 / / rw - ext4 /dev/vda rw
            23 22 0:30 / /soft rw - nfs4 filer:/a rw,vers=4.2,soft
            24 22 0:31 / /softerr rw - nfs4 filer:/b rw,vers=4.2,softerr
            25 22 0:32 / /noac rw - nfs filer:/c rw,vers=3,hard,noac
            26 22 0:33 / /good rw - nfs4 filer:/d rw,vers=4.2,hard
            27 22 0:30 / /again rw - nfs4 filer:/a rw,vers=4.2,soft
            """);

    private static List<String> warnings(String destination, String... sources) {
        List<Path> paths = List.of(sources).stream().map(Path::of).toList();
        return MountCounters.of(List.of(Path.of(destination)), paths, TABLE).warnings();
    }

    @Test
    void nothingIsSaidOfHardMountsAndLocalOnes() {
        assertThat(warnings("/good/x", "/home")).isEmpty();
        assertThat(warnings("/home", "/good")).isEmpty();
    }

    @Test
    void softAndUncachedMountsAreNamed() {
        assertThat(warnings("/soft/x", "/noac/y"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("destination /soft is mounted soft: "))
                .anyMatch(line -> line.startsWith("source /noac is mounted noac: "));
        assertThat(warnings("/softerr/x", "/home")).singleElement().asString().contains("is mounted softerr: ");
    }

    @Test
    void mountsOfOneFileSystemAreOne() {
        assertThat(warnings("/soft/x", "/soft/y", "/soft/z", "/again"))
                .singleElement()
                .asString()
                .startsWith("source and destination /soft is mounted soft");
    }
}
