package dev.brigade.sync;

import dev.brigade.manifest.FoldedNames;
import dev.brigade.manifest.Manifest;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.OpenDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds entries of the source whose names are one name in the destination, so that one of them is missing there. rsync
 * does not see that: it looks up each name and finds an entry.
 */
final class SameNames {
    private final Path destination;
    private final BooleanSupplier lost;
    private final Consumer<Change> sink;

    private SameNames(Path destination, BooleanSupplier lost, Consumer<Change> sink) {
        this.destination = destination;
        this.lost = lost;
        this.sink = sink;
    }

    /**
     * Looks at the destination only if the source has names that a file system may hold to be the same.
     *
     * @param names has the listings of the manifests
     * @param lost whether the destination is not to be touched any more
     */
    static void find(
            FoldedNames names, List<Manifest> manifests, Path destination, BooleanSupplier lost, Consumer<Change> sink)
            throws IOException {
        names.find(manifests, new SameNames(destination, lost, sink)::check);
    }

    private void check(List<FileName> names) {
        if (lost.getAsBoolean()) {
            return;
        }
        Set<FileName> held = held(names.get(0).parent());
        FileName other = names.stream()
                .filter(name -> held.contains(name.last()))
                .findFirst()
                .orElse(names.get(0));
        Optional<Object> changed = changed(other);
        names.stream()
                .filter(name -> !held.contains(name.last()) && !name.equals(other))
                // A listing that a network file system kept may lack a new entry, which has a time of its own.
                .filter(name -> changed.isPresent() && changed(name).equals(changed))
                .forEach(name -> sink.accept(Change.sameName(name, other)));
    }

    /** Returns the names in a directory of the destination; none if it cannot be read. */
    private Set<FileName> held(FileName directory) {
        Set<FileName> held = new HashSet<>();
        try (DirectoryStream<Path> entries = OpenDirectory.at(directory.under(destination))) {
            entries.forEach(path -> held.add(FileName.lastOf(path)));
        } catch (IOException | DirectoryIteratorException e) {
            return Set.of(); // Then their times alone decide.
        }
        return held;
    }

    /** Returns when the entry that has this name in the destination changed; empty if there is none. */
    private Optional<Object> changed(FileName name) {
        try {
            return Optional.of(Files.getAttribute(name.under(destination), "unix:ctime", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
