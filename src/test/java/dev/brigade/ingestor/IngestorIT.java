package dev.brigade.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The script that makes a machine ready for ingest: what it writes, that it writes it once, and what it refuses. */
final class IngestorIT {
    private static final String OPTIONS =
            "vers=3,proto=tcp,hard,timeo=600,retrans=2,rsize=1048576,wsize=1048576,mountproto=tcp,nconnect=4,nofail,_netdev";

    private static final String BEGIN = "# BEGIN brigade-ingestor, which writes these lines\n";
    private static final String END = "# END brigade-ingestor\n";

    private final FakeMachine machine = new FakeMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    private static void assertReady(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    private void assertRefused(int code, String says, String... words) {
        Inventory before = machine.inventory();

        Ended ended = machine.setUp(words);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.err()).startsWith("brigade-ingestor: ").hasLineCount(1).contains(says);
        assertThat(ended.out()).isEmpty();
        assertThat(machine.inventory()).isEqualTo(before);
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
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                    | no address is given
                    10.0.0.256                            | is not an address
                    10.0.0                                | is not an address
                    010.0.0.1                             | is not an address
                    -bad.example                          | there is no option -bad.example
                    under_score                           | is not an address
                    a..b                                  | is not an address
                    $(reboot)                             | is not an address
                    1:2:3:4:5:6:7                         | is not an address
                    1::2::3                               | is not an address
                    12345::                               | is not an address
                    :1:2:3:4:5:6:7                        | is not an address
                    10.0.0.4:/data                        | give the address alone
                    10.0.0.4 a 10.0.0.4                   | is given twice
                    a @                                   | is not an address
                    --export data a                       | --export data is not an absolute path
                    --export /a/../b a                    | --export /a/../b: write it without
                    --export @ a                          | --export needs a value
                    --mount-root mnt a                    | --mount-root mnt is not an absolute path
                    --mount-root / a                      | --mount-root / would hide
                    --mount-root /mnt/./x a               | write it without
                    --nfs 2 a                             | --nfs 2 is not
                    --nfs 3,soft a                        | --nfs 3,soft is not
                    --nconnect 0 a                        | --nconnect 0 is not
                    --nconnect 17 a                       | --nconnect 17 is not
                    --nconnect 1e1 a                      | --nconnect 1e1 is not
                    --sha256 12 a                         | --sha256 12 is not
                    --brigade http://files.example/b a    | can be changed on its way
                    --brigade /no/such/file a             | there is no file /no/such/file
                    --nonsense a                          | there is no option --nonsense
                    a --export                            | --export needs a value
                    """)
    void refusesWhatMakesNoSenseAndChangesNothing(String line, String says) {
        assertRefused(
                2, says, line.isEmpty() ? new String[0] : line.replace("@", "").split(" ", -1));
    }

    @Test
    void refusesWhatATableOfMountsCannotHold() {
        assertRefused(2, "--export has a control character", "--export", "/a\n10.0.0.9:/ / nfs defaults 0 0", "a");
        assertRefused(2, "--mount-root has a control character", "--mount-root", "/a\tb", "a");
        assertRefused(2, "is not an address", "a b\u001b[31m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    etc/os-release | ID=fedora;VERSION_ID=40        | this is 'fedora'
                    etc/os-release | ID=debian;VERSION_ID="10"      | Debian 10 has no Java 17
                    etc/os-release | ID=ubuntu;VERSION_ID="20.04"   | Ubuntu 20.04 is too old
                    etc/fstab      | nas:/ /mnt/filer/1 nfs - 0 0   | has another line for /mnt/filer/1
                    etc/fstab      | BEGIN                          | are not one pair
                    etc/fstab      | END;BEGIN                      | are not one pair
                    etc/fstab      | BEGIN;END;BEGIN;END            | are not one pair
                    mnt/filer/1    | a file                         | is there and no directory
                    mounts         | nas:/\\t/mnt/filer/1           | /mnt/filer/1 has nas:/ mounted
                    """)
    void refusesAMachineThatIsNotSuitableAndChangesNothing(String file, String text, String says) {
        machine.write(
                file,
                text.replace("BEGIN", BEGIN.strip())
                                .replace("END", END.strip())
                                .replace("\\t", "\t")
                                .replace(";", "\n")
                        + "\n");

        assertRefused(3, says, "10.0.0.4");
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
    void saysThatPackagesCannotBeInstalled() throws IOException {
        String fstab = machine.read("etc/fstab");
        machine.write("apt is broken", "");
        Ended broken = machine.setUp("10.0.0.4");
        machine.write("apt is idle", "");
        Files.delete(machine.root().resolve("apt is broken"));
        Ended idle = machine.setUp("10.0.0.4");

        assertThat(broken.exit()).as(broken.toString()).isEqualTo(4);
        assertThat(broken.err()).contains("E: no such thing\n", "apt-get update failed");
        assertThat(idle.exit()).as(idle.toString()).isEqualTo(4);
        assertThat(idle.err()).contains("still missing after apt-get: rsync");
        assertThat(machine.read("etc/fstab")).isEqualTo(fstab);
    }

    @Test
    void installsNoProgramThatIsNotBrigade() throws Exception {
        assertReady(machine.setUp("10.0.0.4"));
        Path other = Files.createTempFile(machine.root().getParent(), "other", "");
        Files.writeString(other, "#!/bin/sh\necho I am another\n");

        Ended another = machine.run("--brigade", other.toString(), "10.0.0.4");
        Ended changed = machine.setUp("--sha256", "0".repeat(64), "10.0.0.4");

        assertThat(another.exit()).as(another.toString()).isEqualTo(5);
        assertThat(another.err()).contains("is not a brigade that runs here: I am another");
        assertThat(changed.exit()).as(changed.toString()).isEqualTo(5);
        assertThat(changed.err()).contains("has another SHA-256");
        assertThat(machine.root().resolve("usr/local/bin/brigade")).hasSameBinaryContentAs(FakeMachine.BRIGADE);
        assertThat(machine.root().resolve("usr/local/bin/brigade.new")).doesNotExist();
    }

    @Test
    void takesTheProgramFromAServer() throws Exception {
        machine.directory("served");
        Files.copy(FakeMachine.BRIGADE, machine.root().resolve("served/brigade"));
        String url = "http://files.example/brigade";
        String[] words = {"--brigade", url, "--sha256", sha256(FakeMachine.BRIGADE), "10.0.0.4"};

        assertReady(machine.run(words));
        assertThat(machine.read("log")).contains("curl ca-certificates", " " + url + "\n");
        String log = machine.read("log");
        Files.delete(machine.root().resolve("served/brigade"));
        Ended again = machine.run(words);
        Ended gone = machine.run("--brigade", "https://files.example/gone", "10.0.0.4");

        assertThat(again.out()).isEqualTo("nothing to change\n");
        assertThat(machine.read("log")).startsWith(log);
        assertThat(gone.exit()).as(gone.toString()).isEqualTo(5);
        assertThat(gone.err()).endsWith("https://files.example/gone cannot be fetched\n");
    }

    @Test
    void keepsTheProgramThatIsInstalledWhereNoneIsNamed() {
        assertThat(machine.run("10.0.0.4").exit()).isEqualTo(2);
        assertReady(machine.setUp("10.0.0.4"));

        assertThat(machine.run("10.0.0.4").out()).isEqualTo("nothing to change\n");
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
    void refusesWhatWasMountedByHandOverItsOwnLine() {
        assertReady(machine.setUp("10.0.0.4"));
        machine.write("mounts", "other:/\t/mnt/filer/1\n");

        assertRefused(3, "/mnt/filer/1 has other:/ mounted", "10.0.0.4");
        assertRefused(3, "/mnt/filer/1 has other:/ mounted", "10.0.0.5");
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
    void givesBrigadeTheNamesThatAreCalledToday() throws IOException {
        FakeMachine.program(machine.root().resolve("usr/local/bin/parallelcp"), "#!/bin/sh\n");

        Ended ended = machine.setUp("10.0.0.4");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).contains("/usr/local/bin/parallelcp is there already and not ours: left as it is");
        assertThat(machine.read("usr/local/bin/parallelcp")).isEqualTo("#!/bin/sh\n");
        Files.delete(machine.root().resolve("usr/local/bin/parallelcp"));
        assertReady(machine.setUp("10.0.0.4"));
        for (String name : linkedNames()) {
            Ended help = machine.program(machine.root().resolve("usr/local/bin/" + name))
                    .run("--help");
            assertThat(help.out()).as(name).contains("brigade " + name);
        }
    }

    private static List<String> linkedNames() throws IOException {
        return Files.readString(FakeMachine.SCRIPT)
                .lines()
                .filter(line -> line.startsWith("names='"))
                .flatMap(line -> List.of(line.split("'")[1].split(" ")).stream())
                .toList();
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

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
