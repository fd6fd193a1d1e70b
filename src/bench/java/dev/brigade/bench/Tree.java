package dev.brigade.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Makes the trees that are copied; the same bytes each time. */
final class Tree {
    private static final int KIB = 1024;
    private final Random random = new Random(1);
    private final FileTime time;

    private Tree(Path root, int time) throws IOException {
        Files.createDirectories(root);
        this.time = FileTime.from(time, TimeUnit.SECONDS);
    }

    private Tree(Path root) throws IOException {
        this(root, 1_600_000_000);
    }

    /** Files of so many bytes, so many in a directory, ten directories in another. */
    static void even(Path root, int files, int aDirectory, int bytes) throws IOException {
        Tree tree = new Tree(root);
        for (int done = 0, directory = 0; done < files; done += aDirectory, directory++) {
            Path in = Files.createDirectories(root.resolve("d" + directory / 10 + "/e" + directory));
            for (int i = 0; i < Math.min(aDirectory, files - done); i++) {
                tree.file(in.resolve("file-" + i), bytes);
            }
        }
    }

    /** All in one directory. */
    static void flat(Path root, int files) throws IOException {
        Path in = root.resolve("flat");
        Tree tree = new Tree(in);
        for (int i = 0; i < files; i++) {
            tree.file(in.resolve("file-" + i), 2 * KIB);
        }
    }

    /** 20 chains of directories, ten files at each level. */
    static void deep(Path root, int levels) throws IOException {
        Tree tree = new Tree(root);
        for (int chain = 0; chain < 20; chain++) {
            Path in = root.resolve("chain-" + chain);
            for (int level = 0; level < levels; level++, in = in.resolve("level-" + level)) {
                Files.createDirectories(in);
                for (int i = 0; i < 10; i++) {
                    tree.file(in.resolve("file-" + i), 2 * KIB);
                }
            }
        }
    }

    /** Small files, and large ones in a directory that comes last. */
    static void skewed(Path root, int small, int large, int mebibytes) throws IOException {
        even(root, small, 100, 2 * KIB);
        Tree tree = new Tree(root);
        Path in = Files.createDirectories(root.resolve("z"));
        for (int i = 0; i < large; i++) {
            tree.large(in.resolve("zz-large-" + i), mebibytes);
        }
    }

    static void oneBig(Path root, int mebibytes) throws IOException {
        new Tree(root).large(root.resolve("big"), mebibytes);
    }

    /** Every hundredth file below gets other content and an older time; the size stays. */
    static void stale(Path root) throws IOException {
        Tree tree = new Tree(root, 1_500_000_000);
        int[] seen = {0};
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (seen[0]++ % 100 == 0) {
                    tree.file(file, (int) Files.size(file));
                }
            }
        }
    }

    /** Dates every directory, once all is in it: rsync leaves alone a time that differs within its second only. */
    static void date(Path root) throws IOException {
        Tree tree = new Tree(root);
        try (var all = Files.walk(root)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(directory, tree.time);
            }
        }
    }

    private void file(Path file, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }

    private void large(Path file, int mebibytes) throws IOException {
        byte[] content = new byte[KIB * KIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(content);
                out.write(content);
            }
        }
        Files.setLastModifiedTime(file, time);
    }
}
