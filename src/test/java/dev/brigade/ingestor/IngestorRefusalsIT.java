package dev.brigade.ingestor;

import static dev.brigade.ingestor.FakeMachine.BEGIN;
import static dev.brigade.ingestor.FakeMachine.END;
import static dev.brigade.ingestor.FakeMachine.assertReady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines and command lines that the ingestor script refuses: it says why, and changes nothing. */
final class IngestorRefusalsIT {
    private final FakeMachine machine = new FakeMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    private void assertRefused(int code, String says, String... words) {
        Inventory before = machine.inventory();

        Ended ended = machine.setUp(words);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.err()).startsWith("brigade-ingestor: ").hasLineCount(1).contains(says);
        assertThat(ended.out()).isEmpty();
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

    @Test
    void refusesWhatWasMountedByHandOverItsOwnLine() {
        assertReady(machine.setUp("10.0.0.4"));
        machine.write("mounts", "other:/\t/mnt/filer/1\n");

        assertRefused(3, "/mnt/filer/1 has other:/ mounted", "10.0.0.4");
        assertRefused(3, "/mnt/filer/1 has other:/ mounted", "10.0.0.5");
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
}
