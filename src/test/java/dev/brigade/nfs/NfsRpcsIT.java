package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.RpcCount;
import dev.brigade.mount.MountStats;
import dev.brigade.testing.Ended;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Container;

/** What a small file costs in calls to the server: the reason for copying in place. Prints the figures. */
@NfsTest
final class NfsRpcsIT {
    private static final int DIRECTORIES = 16;
    private static final int FILES = 40;

    /** Directories get their modes in the verification then, which are calls, too. */
    private static final double A_DIRECTORYS_SHARE = 0.25;

    @Container
    private static final NfsServer SERVER = new NfsServer();

    private final NfsTrees trees = new NfsTrees(SERVER);

    @AfterEach
    void close() {
        trees.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.2", "3"})
    void inPlaceTakesFewerCalls(String version) {
        Path mount = trees.mount(version, "/export");
        trees.build(DIRECTORIES, FILES, 4096);

        double plain = aFile(mount, "rsync -a source/ mnt/" + trees.ownName() + "-plain");
        double inPlace = aFile(mount, "rsync -a --inplace source/ mnt/" + trees.ownName() + "-inplace");
        Ended ended = trees.sync("--stats", "-p", "4");
        assertThat(ended.exit()).as(ended.toString()).isZero();
        double copy = figure("Copy", ended);
        double verify = figure("Verify", ended);

        System.out.printf(
                Locale.ROOT,
                "[brigade] RPCs a file over NFS %s, %d files of 4 KiB in %d directories: rsync -a %.1f, rsync -a --inplace %.1f,"
                        + " brigade copy %.1f, brigade verify %.1f%n",
                version,
                DIRECTORIES * FILES,
                DIRECTORIES,
                plain,
                inPlace,
                copy,
                verify);
        assertThat(inPlace).isLessThan(plain);
        assertThat(copy).isLessThan(plain);
        assertThat(verify).isLessThan(copy / 2);
    }

    /** Each small file needs calls to create, write, set times and close, and one more if root does not own it. */
    @ParameterizedTest
    @CsvSource({"4.2, 0, 5.2", "3, 0, 4.2", "4.2, 1234, 6.2", "3, 1234, 5.2"})
    void directTakesOneCallForEachThingDone(String version, int owner, double most) {
        Path mount = trees.mount(version, "/export");
        trees.build(DIRECTORIES, FILES, 4096);
        trees.inScratch("chown -R " + owner + ":" + owner + " source");

        Ended byRsync = trees.sync("--stats", "-p", "4");
        assertThat(byRsync.exit()).as(byRsync.toString()).isZero();
        trees.inScratch("rm -r '" + trees.destination() + "'");
        trees.mountAnew();
        Ended direct = trees.sync("--stats", "-p", "4", "--engine", "direct");
        assertThat(direct.exit()).as(direct.toString()).isZero();

        System.out.printf(
                Locale.ROOT,
                "[brigade] RPCs a file of owner %d over NFS %s: copy by rsync %.2f, direct %.2f; verify %.2f and %.2f%n",
                owner,
                version,
                figure("Copy", byRsync),
                figure("Copy", direct),
                figure("Verify", byRsync),
                figure("Verify", direct));
        assertThat(figure("Copy", direct)).isLessThanOrEqualTo(most);
        assertThat(figure("Verify", direct)).isLessThanOrEqualTo(figure("Verify", byRsync) + A_DIRECTORYS_SHARE);
    }

    private double aFile(Path mount, String script) {
        RpcCount before = MountStats.now().of(mount).orElseThrow();
        trees.inScratch(script);
        return (double) MountStats.now().of(mount).orElseThrow().since(before).calls() / (DIRECTORIES * FILES);
    }

    private static double figure(String phase, Ended ended) {
        Matcher matcher = Pattern.compile(phase + " RPCs to the destination: [0-9,]+, ([0-9.]+) a file")
                .matcher(ended.out());
        assertThat(matcher.find()).as(ended.toString()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
