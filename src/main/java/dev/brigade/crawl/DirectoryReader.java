package dev.brigade.crawl;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one directory: its entries become a listing, its directories further work. */
final class DirectoryReader {
    private final Directory directory;
    private final CrawlRules rules;
    private final CrawlSink sink;
    private final Consumer<Directory> more;
    private List<Entry> entries = new ArrayList<>();
    private Extent extent;

    DirectoryReader(Directory directory, CrawlRules rules, CrawlSink sink, Consumer<Directory> more) {
        this.directory = directory;
        this.rules = rules;
        this.sink = sink;
        this.more = more;
        boolean shared = directory.overlays().stream().anyMatch(overlay -> overlay.only() == null);
        this.extent = shared ? Extent.SHARED : Extent.WHOLE;
    }

    void read() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.path())) {
            Attributes.Reader attributes = Attributes.in(stream, rules);
            for (Path path : stream) {
                add(path, attributes);
            }
        } catch (DirectoryIteratorException e) {
            sink.unreadable(directory.name(), Reasons.of(Objects.requireNonNull(e.getCause())));
        } catch (StateException e) {
            throw e; // The sink failed, not the directory.
        } catch (IOException e) {
            boolean goneMeanwhile = e instanceof NoSuchFileException && !directory.isTop();
            if (!goneMeanwhile) {
                sink.unreadable(directory.name(), Reasons.of(e));
            }
            return;
        }
        sink.listing(new Listing(directory.name(), extent, entries));
    }

    private void add(Path path, Attributes.Reader attributes) throws IOException {
        sink.looked();
        FileName last = FileName.lastOf(path);
        Attributes found;
        boolean isMount;
        long inode;
        try {
            found = attributes.read(path);
            boolean isDirectory = found.type() == EntryType.DIRECTORY;
            isMount = isDirectory && rules.oneFileSystem() > 0 && Attributes.device(path) != directory.device();
            inode = rules.hardLinks() && found.names() > 1 && !isDirectory ? Attributes.inodeKey(path) : 0;
        } catch (NoSuchFileException e) {
            return; // Gone again since the directory was read.
        } catch (IOException e) {
            sink.unreadable(below(last), Reasons.of(e));
            return;
        }
        boolean isDirectory = found.type() == EntryType.DIRECTORY;
        if (isExcluded(last, isDirectory)) {
            return;
        }
        if (isMount && rules.oneFileSystem() > 1) {
            // rsync would create the mount point if it got the whole directory.
            extent = extent == Extent.WHOLE ? Extent.SOME : extent;
            return;
        }
        boolean hidden = isHidden(last, found.type());
        if (isDirectory && !isMount && (!hidden || isDirectoryEarlier(last))) {
            more.accept(new Directory(path, below(last), overlaysBelow(last), directory.device(), false));
        }
        if (hidden) {
            extent = Extent.SHARED;
            return;
        }
        entries.add(new Entry(last, found.type(), found.size(), found.mtimeNanos(), inode));
        if (entries.size() == Listing.MAX_ENTRIES) {
            keepPart();
        }
    }

    private FileName below(FileName last) {
        return directory.name().resolve(last);
    }

    private boolean isExcluded(FileName last, boolean isDirectory) {
        // Most crawls exclude nothing, and the path of each entry would cost a tenth of the crawl.
        return !rules.filter().isEmpty() && rules.filter().excludes(below(last), isDirectory);
    }

    /** Returns whether an earlier source has this name; reports it if only one of the two is a directory. */
    private boolean isHidden(FileName last, EntryType type) {
        boolean hidden = false;
        for (Overlay overlay : directory.overlays()) {
            EntryType other = earlier(overlay, last).orElse(null);
            if (other != null) {
                hidden = true;
                if ((other == EntryType.DIRECTORY) != (type == EntryType.DIRECTORY)) {
                    sink.hidden(
                            below(last),
                            "an earlier source has an entry of this name that is "
                                    + (other == EntryType.DIRECTORY ? "a directory" : "not a directory"));
                    break;
                }
            }
        }
        return hidden;
    }

    private boolean isDirectoryEarlier(FileName last) {
        return directory.overlays().stream()
                .map(overlay -> earlier(overlay, last))
                .flatMap(Optional::stream)
                .allMatch(type -> type == EntryType.DIRECTORY);
    }

    /** Returns the entry that an earlier source has under a name, unless it is excluded there. */
    private Optional<EntryType> earlier(Overlay overlay, FileName last) {
        return overlay.entry(last).filter(type -> !isExcluded(last, type == EntryType.DIRECTORY));
    }

    private List<Overlay> overlaysBelow(FileName last) {
        return directory.overlays().stream()
                .filter(overlay -> earlier(overlay, last).isPresent())
                .map(overlay -> new Overlay(overlay.path(last), null))
                .toList();
    }

    private void keepPart() throws IOException {
        extent = extent == Extent.WHOLE ? Extent.SOME : extent;
        sink.listing(new Listing(directory.name(), extent, entries));
        extent = extent == Extent.SOME ? Extent.MORE : extent;
        entries = new ArrayList<>();
    }

    /**
     * A directory that waits to be read.
     *
     * @param path its path
     * @param name its path below the root of the transfer
     * @param overlays the same directory in earlier sources
     * @param device the file system of the source's root
     * @param isTop whether it is the source itself
     */
    record Directory(Path path, FileName name, List<Overlay> overlays, long device, boolean isTop) {}
}
