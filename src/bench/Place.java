import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where a copy goes, or what is read: a local directory, or one behind a mount that counts what it is asked. */
interface Place {
    /** The directory that copies go to, without what is in between. */
    Path root();

    /** Where the measured program sees what is really at a path. */
    Path seen(Path real);

    /** Begins to count, with nothing remembered. */
    void open() throws IOException, InterruptedException;

    /** What was asked meanwhile; -1 where nobody counts. */
    long close() throws IOException, InterruptedException;

    /** Where nothing is in between. */
    record Local(Path root) implements Place {
        @Override
        public Path seen(Path real) {
            return real;
        }

        @Override
        public void open() {}

        @Override
        public long close() {
            return -1;
        }
    }

    /** {@code work/far}, seen at {@code work/slow} through slowfs, which takes so long for each operation. */
    record Slow(Path work, int milliseconds) implements Place {
        /** What has no delay because NFS has no call for it, and what is counted twice. */
        private static final Set<String> FREE = Set.of(
                "op",
                "end",
                "lookup_enoent",
                "flush",
                "release",
                "opendir",
                "getxattr",
                "getxattr_kernel",
                "listxattr",
                "setxattr",
                "removexattr");

        @Override
        public Path root() {
            return work.resolve("far");
        }

        @Override
        public Path seen(Path real) {
            return mount().resolve(root().relativize(real));
        }

        @Override
        public void open() throws IOException, InterruptedException {
            Files.createDirectories(mount());
            Files.createDirectories(root());
            Files.deleteIfExists(work.resolve("calls"));
            // A minute of remembering, and counts do not depend on how busy the machine is.
            Run.quietly(
                    work.resolve("slowfs").toString(),
                    "-o",
                    "source=" + root() + ",delay=" + milliseconds * 1000 + (Size.smoke() ? ",timeout=60" : "")
                            + ",stats=" + work.resolve("calls"),
                    mount().toString());
        }

        @Override
        public long close() throws IOException, InterruptedException {
            Run.quietly("umount", mount().toString());
            Path calls = work.resolve("calls"); // written when the file system has ended
            for (int i = 0; i < 1000 && !Files.exists(calls); i++) {
                Thread.sleep(10);
            }
            return Files.readAllLines(calls).stream()
                    .map(line -> line.trim().split(" +"))
                    .filter(words -> !FREE.contains(words[0]))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .sum();
        }

        private Path mount() {
            return work.resolve("slow");
        }
    }

    /** A directory on an NFS mount; every call to the server counts. */
    final class Nfs implements Place {
        private final Path mount;
        private long before;

        Nfs(Path mount) {
            this.mount = mount;
        }

        @Override
        public Path root() {
            return mount;
        }

        @Override
        public Path seen(Path real) {
            return real;
        }

        @Override
        public void open() throws IOException, InterruptedException {
            Run.quietly("mount", "-o", "remount", mount.toString());
            before = calls();
        }

        @Override
        public long close() throws IOException {
            return calls() - before;
        }

        /** The third word of each line "OPERATION: calls transmissions ...", below this mount's "device" line. */
        private long calls() throws IOException {
            List<String> lines = Files.readAllLines(Path.of("/proc/self/mountstats"));
            int at = 0;
            while (!lines.get(at).contains(" mounted on " + mount + " ")) {
                at++;
            }
            long calls = 0;
            for (String line : lines.subList(at + 1, lines.size())) {
                if (line.startsWith("device ")) {
                    break;
                }
                String text = line.trim();
                calls += text.matches("[A-Z_]+: [0-9].*") ? Long.parseLong(text.split(" +")[1]) : 0;
            }
            return calls;
        }
    }
}
