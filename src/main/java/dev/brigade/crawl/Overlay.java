package dev.brigade.crawl;

import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of an earlier source over one of the source that is read: its entries win.
 *
 * @param directory the earlier source's directory
 * @param only the one entry of it that belongs to the transfer, null if all do
 */
record Overlay(Path directory, @Nullable FileName only) {

    /** Returns the earlier sources' directories over the top directory of a source. */
    static List<Overlay> over(Source source, List<Source> earlier) {
        List<Overlay> overlays = new ArrayList<>();
        for (Source other : earlier) {
            if (other.prefix().isRoot()) {
                Overlay root = new Overlay(other.root(), null);
                overlays.add(source.prefix().isRoot() ? root : new Overlay(root.path(source.prefix()), null));
            } else if (source.prefix().isRoot()) {
                overlays.add(new Overlay(other.root(), other.prefix()));
            } else if (source.prefix().equals(other.prefix())) {
                overlays.add(new Overlay(other.directory(), null));
            }
        }
        return overlays.stream().filter(Overlay::isDirectory).toList();
    }

    private boolean isDirectory() {
        try {
            return JavaReader.of(directory).type() == EntryType.DIRECTORY;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the kind of entry that this has under a name, if it has one. */
    Optional<EntryType> entry(FileName name) {
        if (only != null && !only.equals(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JavaReader.of(path(name)).type());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Path path(FileName name) {
        return name.under(directory);
    }
}
