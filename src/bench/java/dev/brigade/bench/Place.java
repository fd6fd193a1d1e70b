package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The target of a copy, or the counted tree: a local directory, or one behind a mount that counts operations. */
interface Place {
    /** The directory that copies go to, without what is in between. */
    Path root();

    /** Where the measured program sees what is really at a path. */
    Path seen(Path real);

    /** Begins to count, with nothing remembered. */
    void open() throws IOException, InterruptedException;

    /** Returns the operations since the start; -1 if the place does not count. */
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

    /**
     * {@code work/far}, mounted at {@code work/slow} by slowfs, which delays each operation. If nothing is timed, the
     * delay is a tenth. Further mounts are {@code work/slow-2} and so on.
     */
    record Slow(Path work, int milliseconds, int mounts) implements Place {
        /** Operations that NFS does not have, so they have no delay, and operations that are counted twice. */
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
            return mount(1).resolve(root().relativize(real));
        }

        @Override
        public void open() throws IOException, InterruptedException {
            Files.createDirectories(root());
            for (int i = 1; i <= mounts; i++) {
                Files.createDirectories(mount(i));
                Files.deleteIfExists(calls(i));
                // A minute of remembering, and counts do not depend on how busy the machine is. Two mounts must not
                // remember what is over.
                Run.quietly(
                        work.resolve("slowfs").toString(),
                        "-o",
                        "source=" + root() + ",delay=" + milliseconds * (Size.smoke() ? 100 : 1000)
                                + (Size.smoke() && mounts == 1 ? ",timeout=60" : "") + ",stats=" + calls(i),
                        mount(i).toString());
            }
        }

        @Override
        public long close() throws IOException, InterruptedException {
            long sum = 0;
            for (int i = 1; i <= mounts; i++) {
                Run.quietly("umount", mount(i).toString());
                for (int j = 0; j < 1000 && !Files.exists(calls(i)); j++) { // written when the file system has ended
                    Thread.sleep(10);
                }
                sum += Files.readAllLines(calls(i)).stream()
                        .map(line -> line.trim().split(" +"))
                        .filter(words -> !FREE.contains(words[0]))
                        .mapToLong(words -> Long.parseLong(words[1]))
                        .sum();
            }
            return sum;
        }

        private Path mount(int number) {
            return work.resolve(number == 1 ? "slow" : "slow-" + number);
        }

        private Path calls(int number) {
            return work.resolve("calls-" + number);
        }
    }

    /** A directory on an NFS mount; every call to the server counts. It is far away while it is measured alone. */
    final class Nfs implements Place {
        private final Path mount;
        private final String network;
        private final String delay;
        private long before;

        /** {@code network} is the interface that leads to the server, {@code delay} what netem is to add there. */
        Nfs(Path mount, String network, String delay) {
            this.mount = mount;
            this.network = network;
            this.delay = delay;
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
            Run.quietly("tc", "qdisc", "add", "dev", network, "root", "netem", "delay", delay);
            before = calls();
        }

        @Override
        public long close() throws IOException, InterruptedException {
            long asked = calls() - before;
            Run.quietly("tc", "qdisc", "del", "dev", network, "root");
            return asked;
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
                calls += text.matches("[A-Z_]+: [0-9].*") ? Long.parseLong(text.split(" +", -1)[1]) : 0;
            }
            return calls;
        }
    }
}
