package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.RpcCount;
import dev.brigade.mount.MountStats;
import dev.brigade.testing.Ended;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /**
     * What a client knows of files must not expire between copy and verification: that depends on the machine's speed.
     */
    private static final String REMEMBERING = "actimeo=600";

    /** Calls a directory by which threads that meet may change the count. */
    private static final double RACES = 0.5;

    private static final double MOST_FOR_FSYNC = 0.1;

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

        double plain = aFileBy(mount, "rsync -a source/ mnt/" + trees.ownName() + "-plain");
        double inPlace = aFileBy(mount, "rsync -a --inplace source/ mnt/" + trees.ownName() + "-inplace");
        Ended ended = trees.sync("--stats", "-p", "4");
        assertThat(ended.exit()).as(ended.toString()).isZero();
        double copy = aFile("Copy", ended);
        double verify = aFile("Verify", ended);

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

    /**
     * Each small file needs calls to create, write, set times and close, and one more if root does not own it. The
     * verification gives each directory its mode (SETATTR), and its owner by another SETATTR if root does not own it.
     * Then the client asks for its attributes (GETATTR) and what it may do there (ACCESS) once or twice.
     *
     * @param aDirectory calls a directory that the verification needs more than after a copy by rsync
     */
    @ParameterizedTest
    @CsvSource({"4.2, 0, 5.2, 4", "3, 0, 4.2, 3", "4.2, 1234, 6.2, 6", "3, 1234, 5.2, 5"})
    void directTakesOneCallForEachThingDone(String version, int owner, double most, double aDirectory) {
        trees.mount(version, "/export", REMEMBERING);
        trees.build(DIRECTORIES, FILES, 4096);
        trees.inScratch("chown -R " + owner + ":" + owner + " source");

        Ended byRsync = copyAnew();
        Ended direct = copyAnew("--engine", "direct");

        double more = (double) (calls("Verify", direct) - calls("Verify", byRsync)) / DIRECTORIES;
        System.out.printf(
                Locale.ROOT,
                "[brigade] RPCs a file of owner %d over NFS %s: copy by rsync %.2f, direct %.2f; verify %.2f and %.2f,"
                        + " which is %.2f a directory more%n",
                owner,
                version,
                aFile("Copy", byRsync),
                aFile("Copy", direct),
                aFile("Verify", byRsync),
                aFile("Verify", direct),
                more);
        assertThat(aFile("Copy", direct)).isLessThanOrEqualTo(most);
        assertThat(more).isLessThanOrEqualTo(aDirectory + RACES);
    }

    /** The server has a file's content before its time is set, so nothing is left to wait for. */
    @ParameterizedTest
    @ValueSource(strings = {"4.2", "3"})
    void directWaitsForTheStorageWithFsync(String version) {
        trees.mount(version, "/export", REMEMBERING);
        trees.build(DIRECTORIES, FILES, 4096);

        Ended without = copyAnew("--engine", "direct");
        Ended with = copyAnew("--engine", "direct", "--rsync", "-aH --numeric-ids --fsync");

        System.out.printf(
                Locale.ROOT,
                "[brigade] RPCs a file over NFS %s: copy by direct %.2f, with --fsync %.2f%n",
                version,
                aFile("Copy", without),
                aFile("Copy", with));
        assertThat(with.out()).contains("Copy transferred by brigade itself: " + DIRECTORIES * FILES + " files");
        assertThat(aFile("Copy", with)).isLessThanOrEqualTo(aFile("Copy", without) + MOST_FOR_FSYNC);
    }

    /** Copies to a new destination by a client that knows nothing of before. */
    private Ended copyAnew(String... options) {
        trees.inScratch("rm -rf '" + trees.destination() + "'");
        trees.mountAnew();
        Ended ended = trees.sync(Stream.concat(Stream.of("--stats", "-p", "4"), Stream.of(options))
                .toArray(String[]::new));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended;
    }

    private double aFileBy(Path mount, String script) {
        RpcCount before = MountStats.now().of(mount).orElseThrow();
        trees.inScratch(script);
        return (double) MountStats.now().of(mount).orElseThrow().since(before).calls() / (DIRECTORIES * FILES);
    }

    private static double aFile(String phase, Ended ended) {
        return (double) calls(phase, ended) / (DIRECTORIES * FILES);
    }

    private static long calls(String phase, Ended ended) {
        Matcher matcher = Pattern.compile(phase + " RPCs to the destination: ([0-9,]+), [0-9.]+ a file")
                .matcher(ended.out());
        assertThat(matcher.find()).as(ended.toString()).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
