package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tree that is copied, made once for all cases in a row that want the same. */
final class Source {
    private final Path root;
    private String made = "";
    private long entries;

    Source(Path root) {
        this.root = root;
    }

    /** Makes a tree in a directory. */
    interface Maker {
        void make(Path root) throws IOException;
    }

    /** The tree of that name, which says all that it is made by. */
    Path of(String name, Maker maker) throws IOException, InterruptedException {
        if (!made.equals(name)) {
            Run.quietly("rm", "-rf", root.toString());
            maker.make(root);
            Tree.date(root);
            try (var all = Files.walk(root)) {
                entries = all.count();
            }
            made = name;
        }
        return root;
    }

    /** Files of so many bytes, so many in a directory. */
    Path even(int files, int aDirectory, int bytes) throws IOException, InterruptedException {
        return of("even " + files + " " + aDirectory + " " + bytes, root -> Tree.even(root, files, aDirectory, bytes));
    }

    /** How many entries the last one made has, its root included. */
    long entries() {
        return entries;
    }
}
