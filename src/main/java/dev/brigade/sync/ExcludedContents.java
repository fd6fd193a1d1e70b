package dev.brigade.sync;

import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds directories that stay because they hold excluded entries, although a dry run of rsync says "deleting". */
final class ExcludedContents {
    private ExcludedContents() {}

    /** Returns those of the names that are directories of the destination with an excluded entry at any depth. */
    static Set<FileName> holders(List<FileName> names, Path destination, EntryFilter filter) {
        Set<FileName> holders = new HashSet<>();
        if (filter != EntryFilter.NONE) {
            names.stream()
                    .sorted(Comparator.comparingInt(FileName::length).reversed()) // What a directory holds comes first.
                    .filter(name -> holdsExcluded(name, destination, filter, holders))
                    .forEach(holders::add);
        }
        return holders;
    }

    private static boolean holdsExcluded(FileName name, Path destination, EntryFilter filter, Set<FileName> holders) {
        Path path = name.under(destination);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                FileName inside = name.resolve(FileName.lastOf(child));
                if (holders.contains(inside)
                        || filter.excludes(inside, Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // Gone or unreadable: rsync's word stands.
        }
    }
}
