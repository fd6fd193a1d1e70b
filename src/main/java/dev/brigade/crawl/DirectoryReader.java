package dev.brigade.crawl;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one directory: its entries become a listing, its directories further work. */
final class DirectoryReader implements EntryReader.Taker {
    private final Directory directory;
    private final CrawlRules rules;
    private final CrawlSink sink;
    private final Consumer<Directory> more;
    private List<Entry> entries = new ArrayList<>();
    private Extent extent;
    private int looked;

    DirectoryReader(Directory directory, CrawlRules rules, CrawlSink sink, Consumer<Directory> more) {
        this.directory = directory;
        this.rules = rules;
        this.sink = sink;
        this.more = more;
        boolean shared = directory.overlays().stream().anyMatch(overlay -> overlay.only() == null);
        this.extent = shared ? Extent.SHARED : Extent.WHOLE;
    }

    void read(EntryReader reader) throws IOException {
        try {
            reader.read(directory.name(), directory.isTop(), this);
        } catch (StateException e) {
            throw e; // The sink failed, not the directory.
        } catch (IOException e) {
            boolean goneMeanwhile = e instanceof NoSuchFileException && !directory.isTop();
            if (!goneMeanwhile) {
                sink.unreadable(directory.name(), Reasons.of(e));
            }
            return;
        }
        rules.calls().read(looked);
        sink.listing(new Listing(directory.name(), extent, entries));
    }

    @Override
    public void broken(IOException e) {
        sink.unreadable(directory.name(), Reasons.of(e));
    }

    @Override
    public void failed(FileName last, IOException e) {
        looked();
        if (!(e instanceof NoSuchFileException)) { // Otherwise gone again since the directory was read.
            sink.unreadable(below(last), Reasons.of(e));
        }
    }

    private void looked() {
        looked++;
        sink.looked();
    }

    @Override
    public void found(FileName last, Attributes found) throws IOException {
        looked();
        boolean isDirectory = found.isDirectory();
        if (isExcluded(last, isDirectory)) {
            return;
        }
        boolean isMount = isDirectory && rules.oneFileSystem() > 0 && found.device() != directory.device();
        if (isMount && rules.oneFileSystem() > 1) {
            // rsync would create the mount point if it got the whole directory.
            extent = extent == Extent.WHOLE ? Extent.SOME : extent;
            return;
        }
        boolean hidden = isHidden(last, found.type());
        if (isDirectory && !isMount && (!hidden || isDirectoryEarlier(last))) {
            more.accept(new Directory(below(last), overlaysBelow(last), directory.device(), false));
        }
        if (hidden) {
            extent = Extent.SHARED;
            return;
        }
        entries.add(found.entry(last, rules));
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
     * @param name its path below the root of the transfer
     * @param overlays the same directory in earlier sources
     * @param device the file system of the source's root
     * @param isTop whether it is the source itself
     */
    record Directory(FileName name, List<Overlay> overlays, long device, boolean isTop) {}
}
