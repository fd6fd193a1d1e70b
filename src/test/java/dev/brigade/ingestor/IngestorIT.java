package dev.brigade.ingestor;

import static dev.brigade.ingestor.FakeMachine.BEGIN;
import static dev.brigade.ingestor.FakeMachine.END;
import static dev.brigade.ingestor.FakeMachine.assertReady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The script that makes a machine ready for ingest: what it writes and mounts, and that it does so once. */
final class IngestorIT {
    private static final String OPTIONS =
            "vers=3,proto=tcp,hard,timeo=600,retrans=2,rsize=1048576,wsize=1048576,mountproto=tcp,nconnect=4,nofail,_netdev";

    private final FakeMachine machine = new FakeMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void makesAFreshMachineReady() throws IOException {
        String before = machine.read("etc/fstab");

        Ended ended = machine.setUp("--export", "/data", "10.0.0.4", "filer-2.example.com", "fd00::5");

        assertReady(ended);
        assertThat(ended.out().replace(FakeMachine.BRIGADE.toString(), "BRIGADE"))
                .isEqualTo("""
                install rsync nfs-common default-jre-headless
                install BRIGADE as /usr/local/bin/brigade
                link /usr/local/bin/msrsync to brigade
                link /usr/local/bin/parallelcp to brigade
                write 3 mounts to /etc/fstab
                make /mnt/filer/1
                mount 10.0.0.4:/data at /mnt/filer/1
                make /mnt/filer/2
                mount filer-2.example.com:/data at /mnt/filer/2
                make /mnt/filer/3
                mount [fd00::5]:/data at /mnt/filer/3
                """);
        assertThat(machine.read("etc/fstab"))
                .isEqualTo(before + BEGIN + "10.0.0.4:/data /mnt/filer/1 nfs " + OPTIONS + " 0 0\n"
                        + "filer-2.example.com:/data /mnt/filer/2 nfs " + OPTIONS + " 0 0\n"
                        + "[fd00::5]:/data /mnt/filer/3 nfs " + OPTIONS + " 0 0\n" + END);
        assertThat(machine.read("mounts")).hasLineCount(3);
        assertThat(machine.read("log").lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("noninteractive apt-get "))
                .anyMatch(line -> line.endsWith(" update"))
                .anyMatch(line -> line.contains(" satisfy -y --no-install-recommends rsync nfs-common "));
        Path program = machine.root().resolve("usr/local/bin/brigade");
        assertThat(program).hasSameBinaryContentAs(FakeMachine.BRIGADE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program)))
                .isEqualTo("rwxr-xr-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.4", "--nfs 4.2 --nconnect 1 a.b c fd00::1", "--no-mount --mount-root /srv/f/ ::1"})
    void changesNothingTheSecondTime(String arguments) {
        String[] words = arguments.split(" ");
        assertReady(machine.setUp(words));
        Inventory first = machine.inventory();

        Ended second = machine.setUp(words);
        Ended dry = machine.setUp(("-n " + arguments).split(" "));

        assertReady(second);
        assertThat(second.out()).isEqualTo("nothing to change\n");
        assertThat(dry.out()).isEqualTo("nothing to change\n");
        assertThat(machine.inventory()).isEqualTo(first);
    }

    @Test
    void changesWhatDiffersFromTheLastTime() {
        machine.write("etc/fstab", "a /a x - 0 0\n" + BEGIN + END + "no line feed at the end");
        assertReady(machine.setUp("10.0.0.4", "10.0.0.5", "10.0.0.6"));

        Ended ended = machine.setUp("10.0.0.4", "10.0.0.7");

        assertReady(ended);
        assertThat(ended.out()).isEqualTo("""
                unmount /mnt/filer/2, which was 10.0.0.5:/
                unmount /mnt/filer/3, which was 10.0.0.6:/
                remove /mnt/filer/3
                write 2 mounts to /etc/fstab
                mount 10.0.0.7:/ at /mnt/filer/2
                """);
        assertThat(machine.read("etc/fstab"))
                .isEqualTo("a /a x - 0 0\n" + BEGIN + "10.0.0.4:/ /mnt/filer/1 nfs " + OPTIONS + " 0 0\n"
                        + "10.0.0.7:/ /mnt/filer/2 nfs " + OPTIONS + " 0 0\n" + END + "no line feed at the end\n");
        assertThat(machine.read("mounts")).isEqualTo("10.0.0.4:/\t/mnt/filer/1\n10.0.0.7:/\t/mnt/filer/2\n");
    }

    @Test
    void mountsAnewWhereOptionsChangeOrTheMountRootDoes() {
        assertReady(machine.setUp("10.0.0.4"));

        assertThat(machine.setUp("--nfs", "4.1", "10.0.0.4").out()).isEqualTo("""
                unmount /mnt/filer/1, which was 10.0.0.4:/
                write 1 mounts to /etc/fstab
                mount 10.0.0.4:/ at /mnt/filer/1
                """);
        assertThat(machine.setUp("--nfs", "4.1", "--mount-root", "/nfs", "10.0.0.4")
                        .out())
                .isEqualTo("""
                        unmount /mnt/filer/1, which was 10.0.0.4:/
                        remove /mnt/filer/1
                        write 1 mounts to /etc/fstab
                        make /nfs/1
                        mount 10.0.0.4:/ at /nfs/1
                        """);
        assertThat(machine.read("etc/fstab")).contains(" vers=4.1,").doesNotContain("mountproto", "/mnt/filer");
    }

    @Test
    void escapesBlanksAndBackslashesAsFstabDoes() {
        String[] words = {"--export", "/da ta/a\\b  c/", "--mount-root", "/mnt/it's \\ \"here\"", "10.0.0.4"};
        assertReady(machine.setUp(words));

        assertThat(machine.read("etc/fstab"))
                .contains("\n10.0.0.4:/da\\040ta/a\\134b\\040\\040c /mnt/it's\\040\\134\\040\"here\"/1 nfs ");
        assertThat(machine.read("mounts")).contains("\t/mnt/it's \\ \"here\"/1\n");
        assertThat(machine.root().resolve("mnt/it's \\ \"here\"/1")).isDirectory();
        assertReady(machine.setUp("--mount-root", "/nfs", "10.0.0.4"));
        assertThat(machine.read("mounts")).isEqualTo("10.0.0.4:/\t/nfs/1\n");
    }

    @Test
    void onlyTellsInADryRun() {
        Inventory before = machine.inventory();

        Ended ended = machine.setUp("-n", "10.0.0.4", "10.0.0.5");

        assertReady(ended);
        assertThat(ended.out().lines()).hasSize(9).allMatch(line -> line.startsWith("would "));
        assertThat(machine.inventory()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VERSION_ID=\"22.04\";ID=ubuntu",
                "VERSION_ID=\"24.04\";ID=ubuntu",
                "ID=debian",
                "ID=debian;VERSION_ID=11"
            })
    void takesDebianAndUbuntuFromJava17On(String release) {
        machine.write("etc/os-release", release.replace(";", "\n") + "\n");

        assertReady(machine.setUp("10.0.0.4"));
    }

    @Test
    void mountsTheOthersWhereOneAddressIsDead() throws IOException {
        Path dead = machine.write("dead 10.0.0.4", "");

        Ended first = machine.setUp("10.0.0.4", "10.0.0.5");

        assertThat(first.exit()).as(first.toString()).isEqualTo(6);
        assertThat(first.err()).contains("mount.nfs: Connection timed out\n", "1 of 2 addresses cannot be mounted");
        assertThat(machine.read("mounts")).isEqualTo("10.0.0.5:/\t/mnt/filer/2\n");
        Files.delete(dead);
        Ended second = machine.setUp("10.0.0.4", "10.0.0.5");
        assertReady(second);
        assertThat(second.out()).isEqualTo("mount 10.0.0.4:/ at /mnt/filer/1\n");
    }

    @Test
    void leavesFstabAsItIsWhereAnOldMountIsInUse() throws IOException {
        assertReady(machine.setUp("10.0.0.4"));
        Path busy = machine.write("busy", "");
        String fstab = machine.read("etc/fstab");

        Ended ended = machine.setUp("10.0.0.5");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(6);
        assertThat(ended.err()).contains("/mnt/filer/1 is in use");
        assertThat(machine.read("etc/fstab")).isEqualTo(fstab);
        Files.delete(busy);
        assertReady(machine.setUp("10.0.0.5"));
        assertThat(machine.read("mounts")).isEqualTo("10.0.0.5:/\t/mnt/filer/1\n");
    }

    @Test
    void mountsNothingWhereItIsToldNotTo() {
        Ended ended = machine.setUp("--no-mount", "10.0.0.4");

        assertReady(ended);
        assertThat(machine.read("mounts")).isEmpty();
        assertThat(machine.root().resolve("mnt/filer/1")).isDirectory();
        assertThat(machine.setUp("10.0.0.4").out()).isEqualTo("mount 10.0.0.4:/ at /mnt/filer/1\n");
    }

    @Test
    void runsAtTheFirstBootByCloudInit() throws IOException {
        Path yaml = Path.of("docker/ingestor/cloud-init.yaml");
        assertThat(Files.readString(yaml)).startsWith("#cloud-config\n");
        Map<String, List<String>> config = new Yaml().load(Files.readString(yaml));
        assertThat(config).containsOnlyKeys("packages", "runcmd");
        assertThat(config.get("packages")).contains("curl");
        machine.directory("served");
        Files.copy(FakeMachine.BRIGADE, machine.root().resolve("served/brigade"));
        Files.copy(FakeMachine.SCRIPT, machine.root().resolve("served/brigade-ingestor"));
        FakeMachine.program(
                machine.root().getParent().resolve("bin/curl"),
                "#!/bin/sh\nROOT='" + machine.root() + "' exec '" + machine.root() + "/packages/curl' \"$@\"\n");
        String line = config.get("runcmd")
                .get(0)
                .replace(
                        "/usr/local/sbin/brigade-ingestor --",
                        "/usr/local/sbin/brigade-ingestor --root '" + machine.root() + "' --")
                .replace("/usr/local/sbin", machine.directory("usr/local/sbin").toString());

        Ended ended = machine.program(Path.of("/bin/sh")).run("-c", line);

        assertReady(ended);
        assertThat(ended.out())
                .contains("mount 10.0.0.4:/data at /mnt/filer/1", "mount 10.0.0.5:/data at /mnt/filer/2");
        assertThat(machine.root().resolve("usr/local/sbin/brigade-ingestor"))
                .hasSameBinaryContentAs(FakeMachine.SCRIPT);
    }

    @Test
    void saysWhyEachMountOptionIsThere() throws IOException {
        String page = Files.readString(Path.of("docker/ingestor/README.md"));

        for (String option : OPTIONS.split(",")) {
            assertThat(page).containsPattern("(?m)^\\| [^|]*`" + option + "`[^|]*\\| [^|]+ \\|$");
        }
        for (String option : List.of("--export", "--mount-root", "--brigade", "--sha256", "--nfs", "--nconnect")) {
            assertThat(page).contains(option);
        }
    }
}
