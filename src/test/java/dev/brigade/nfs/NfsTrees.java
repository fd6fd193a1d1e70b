package dev.brigade.nfs;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** A local source, a destination on a mount, and the packaged program between them. Not thread-safe. */
final class NfsTrees implements AutoCloseable {
    private static final Path PROGRAM = Path.of(System.getProperty("brigade.target", "target"), "brigade");

    private final NfsServer server;
    private final Scratch scratch = Scratch.create();
    private final Deque<NfsMount> mounts = new ArrayDeque<>();

    NfsTrees(NfsServer server) {
        this.server = server;
    }

    /** Mounts a directory of the server as {@code mnt}, a second one as {@code mnt2} and so on. */
    Path mount(String version, String directory, String... options) {
        Path point = scratch.path().resolve("mnt" + (mounts.isEmpty() ? "" : mounts.size() + 1));
        mounts.push(NfsMount.of(server, version, directory, point, String.join(",", options)));
        return point;
    }

    /** Mounts the last mount once more, so that the client knows nothing of before. */
    void mountAnew() {
        mounts.element().again();
    }

    Path source() {
        return scratch.path().resolve("source");
    }

    /** Below the first mount; each test has a directory of its own on the server. */
    Path destination() {
        return scratch.path().resolve("mnt").resolve(ownName());
    }

    /** The name of that directory. */
    String ownName() {
        return scratch.path().getFileName().toString();
    }

    /** Makes a source of so many directories with so many files of so many bytes each, dated 2020. */
    void build(int directories, int files, int bytes) {
        inScratch("mkdir source && cd source && for d in $(seq " + directories + "); do mkdir d$d; head -c "
                + (long) files * bytes + " /dev/urandom | split -a 4 -b " + bytes + " - d$d/f; done");
        date();
    }

    /** Gives everything in the source a time of 2020, with nanoseconds. */
    void date() {
        inScratch("find source -exec touch -h -d '2020-02-02 02:02:02.123456789' {} +");
    }

    /** Runs a shell script beside the source. */
    String inScratch(String script) {
        return new String(Tools.inside(scratch.path(), script), StandardCharsets.UTF_8);
    }

    BrigadeProgram program() {
        return BrigadeProgram.launcher(PROGRAM)
                .env("BRIGADE_STATE_DIR", scratch.path().resolve("state").toString())
                .in(scratch.path())
                .timeout(Duration.ofMinutes(4));
    }

    /** Runs {@code brigade sync OPTIONS source/ destination}. */
    Ended sync(String... options) {
        return program().run(words(options));
    }

    String[] words(String... options) {
        return Stream.of(new String[] {"sync"}, options, new String[] {
                    source() + "/", destination().toString()
                })
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    /** Fails if a process of the program is left. */
    void assertNoProcess() {
        LeftBehind.assertNoProcess(scratch.path().toString(), Duration.ofSeconds(10));
    }

    /** Takes the mounts away first: what is removed of the scratch directory must not be the server's. */
    @Override
    public void close() {
        try {
            assertNoProcess();
        } finally {
            mounts.forEach(NfsMount::close);
            scratch.close();
        }
    }
}
