package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.Change;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.StopReason;
import dev.brigade.plan.Bucket;
import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Copies files by system calls, into directories that this run has made: nothing can be lost there, and nobody else can
 * put a name into them. Everything else is left to rsync, and what fails, too, so rsync tells the reason. Thread-safe.
 */
final class DirectEngine {
    private static final int NONE = -1;

    private final OwnDirectories directories;
    private final ThreadLocal<Posix> calls;
    private final SpareThreads threads;
    private final DirectRule rule;
    private final BucketContents contents;
    private final StallDetector events;
    private final RunParts run;

    /**
     * Makes the engine of a copy pass.
     *
     * @param calls makes the calls of one thread
     * @param spare how many threads may run besides those of buckets; asked by many threads
     */
    DirectEngine(
            Supplier<Posix> calls,
            RsyncCommand command,
            DestinationMounts mounts,
            BucketContents contents,
            IntSupplier spare,
            StallDetector events,
            RunParts run) {
        this.directories = new OwnDirectories(command.settings().contains(Setting.NEW_DESTINATION));
        this.calls = ThreadLocal.withInitial(calls);
        // A limited rate is one thread's share. A local file has one writer at a time: more of them only wait
        // (measured).
        boolean helps =
                run.settings().remote() && run.settings().kibibytesPerSecond().isEmpty();
        this.threads = new SpareThreads(helps ? spare : () -> 0, calls);
        this.rule = DirectRule.of(command, mounts.remote());
        this.contents = contents;
        this.events = events;
        this.run = run;
    }

    /** Copies what it can of an attempt, and returns what is left for rsync. */
    RestContents.Rest copy(Attempt attempt, Path source, Path destination) throws IOException {
        Posix posix = calls.get();
        WritePace pace = new WritePace(attempt.kibibytesPerSecond(), run.nanoTime());
        DirectCopy files = new DirectCopy(posix, rule, pace.step(), threads, bytes -> {
            events.heard();
            pace.wrote(bytes);
            return !run.stop().isRequested();
        });
        int from = root(posix, source);
        int to = root(posix, destination);
        try {
            // What is open now is what it was at the start, and stays so when something else is mounted there.
            run.guard().lost().ifPresent(reason -> run.stop().request(StopReason.STORAGE_LOST, reason));
            Work work = new Work(attempt.bucket(), files, from, to, destination);
            contents.listings(attempt.bucket(), (at, selection) -> {
                List<TransferItem> items = new ArrayList<>();
                selection.items(at, items::add);
                if (!items.isEmpty()) {
                    work.copy(at, items);
                }
            });
            return new RestContents.Rest(work.first, work.rest);
        } finally {
            posix.release(from);
            posix.release(to);
        }
    }

    /** Without it nothing below can be opened, and all is left to rsync. */
    private static int root(Posix posix, Path path) {
        try {
            return posix.openRoot(path);
        } catch (PosixException e) {
            return NONE;
        }
    }

    /**
     * A directory that is copied, open on both sides.
     *
     * @param own whether this run has made it
     */
    private record Place(int source, int destination, boolean own) {}

    /** The work on one bucket. */
    private final class Work {
        private final Bucket bucket;
        private final DirectCopy files;
        private final Posix posix;
        private final int from;
        private final int to;
        private final Path path;
        private final List<TransferItem> rest = new ArrayList<>();
        private FileName first = FileName.ROOT;

        Work(Bucket bucket, DirectCopy files, int from, int to, Path path) {
            this.bucket = bucket;
            this.files = files;
            this.posix = files.posix();
            this.from = from;
            this.to = to;
            this.path = path;
        }

        void copy(ListingCursor at, List<TransferItem> items) throws IOException {
            FileName directory = at.summary().directory();
            first = first.isRoot() ? directory : first;
            Optional<Place> place = open(directory);
            try {
                if (bucket.kind() == Bucket.Kind.LINKS) {
                    rest.addAll(items);
                } else {
                    copy(directory, entries(at, items), items, place);
                }
            } finally {
                place.ifPresent(opened -> {
                    posix.release(opened.source());
                    posix.release(opened.destination());
                });
            }
        }

        private Optional<Place> open(FileName directory) {
            int source = NONE;
            try {
                source = posix.openDirectories(from, directory);
                OwnDirectories.Opened destination = directories.open(posix, to, directory, this::made);
                return Optional.of(new Place(source, destination.number(), destination.own()));
            } catch (PosixException e) {
                if (source != NONE) {
                    posix.release(source);
                }
                return Optional.empty();
            }
        }

        /** Returns the entries that some items of a listing mean, without the directory itself. */
        private static List<Entry> entries(ListingCursor at, List<TransferItem> items) throws IOException {
            FileName directory = at.summary().directory();
            if (items.get(0).contents()) {
                return at.entries().stream()
                        .filter(entry -> !entry.isLinked() && !entry.isLarge())
                        .toList();
            }
            Set<FileName> names = new HashSet<>();
            items.stream()
                    .map(TransferItem::name)
                    .filter(name -> !name.equals(directory))
                    .forEach(name -> names.add(name.last()));
            return at.entries().stream()
                    .filter(entry -> names.contains(entry.name()))
                    .toList();
        }

        /** rsync must not see directories of the run's own: it would give them modes with which others may write. */
        private void copy(FileName directory, List<Entry> entries, List<TransferItem> items, Optional<Place> place)
                throws IOException {
            boolean own = place.filter(Place::own).isPresent();
            boolean ownBelow = place.isEmpty();
            List<TransferItem> left = new ArrayList<>();
            for (Entry entry : entries) {
                boolean stopped = run.stop().isRequested();
                ownBelow |= stopped; // What was not looked at may be one of another thread.
                FileName name = directory.resolve(entry.name());
                boolean isDirectory = entry.type() == EntryType.DIRECTORY;
                boolean done = place.isPresent()
                        && !stopped
                        && (isDirectory
                                ? directory(name, place.get().destination())
                                : own && entry.type() == EntryType.FILE && file(entry, name, place.get()));
                ownBelow |= done && isDirectory;
                if (!done && !(isDirectory && place.isEmpty())) {
                    left.add(new TransferItem(name, false));
                }
            }
            if (own) {
                rest.addAll(left);
            } else if (ownBelow) {
                items.stream()
                        .filter(item -> item.name().equals(directory))
                        .forEach(item -> rest.add(new TransferItem(directory, false)));
                rest.addAll(left);
            } else {
                rest.addAll(items);
            }
        }

        private boolean file(Entry entry, FileName name, Place place) throws IOException {
            if (entry.isLarge()) {
                events.accept(new RunEvent.FileStarted(bucket, Change.ofNewFile(name, entry.size()), name.under(path)));
            }
            long bytes;
            try {
                bytes = files.copy(
                        place.source(), place.destination(), name.last().toBytes());
            } catch (PosixException e) {
                throw new IOException(Names.printable(name.toBytes())
                        + " in the destination is incomplete and cannot be removed: delete it");
            }
            if (bytes >= 0) {
                events.accept(new RunEvent.EntryChanged(bucket, Change.ofNewFile(name, bytes), true));
            }
            return bytes >= 0;
        }

        private void made(FileName directory) {
            events.accept(new RunEvent.EntryChanged(bucket, Change.ofNewDirectory(directory), true));
        }

        private boolean directory(FileName name, int destination) {
            try {
                return directories.make(posix, destination, name.last().toBytes(), name, this::made);
            } catch (PosixException e) {
                return false;
            }
        }
    }
}
