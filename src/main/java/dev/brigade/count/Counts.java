package dev.brigade.count;

import dev.brigade.manifest.KeySet;
import dev.brigade.model.Entry;
import dev.brigade.model.SizeClasses;
import dev.brigade.model.Totals;
import org.jspecify.annotations.Nullable;

/** Sums over entries. Not thread-safe: each listing has its own, which is then added to the sums of all. */
final class Counts {
    final SizeClasses sizes = new SizeClasses();
    long files;
    long directories;
    long symlinks;
    long others;
    long hardLinks;
    long bytes;

    /** The largest of the entries that were added one by one. */
    @Nullable
    Entry largest;

    void add(Entry entry, KeySet inodes) {
        switch (entry.type()) {
            case DIRECTORY -> directories++;
            case SYMLINK -> symlinks++;
            case OTHER -> others++;
            case FILE -> {
                files++;
                if (entry.isLinked() && !inodes.add(entry.inode())) {
                    hardLinks++;
                } else {
                    addFile(entry);
                }
            }
        }
    }

    private void addFile(Entry file) {
        bytes = Totals.add(bytes, file.size());
        sizes.add(file.size());
        Entry before = largest;
        boolean larger = before == null
                || file.size() > before.size()
                || (file.size() == before.size() && file.name().compareTo(before.name()) < 0);
        if (larger) {
            largest = file;
        }
    }

    void add(Counts other) {
        sizes.add(other.sizes);
        files += other.files;
        directories += other.directories;
        symlinks += other.symlinks;
        others += other.others;
        hardLinks += other.hardLinks;
        bytes = Totals.add(bytes, other.bytes);
    }
}
