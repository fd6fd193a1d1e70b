package dev.brigade.rsync;

import static dev.brigade.rsync.Option.alone;
import static dev.brigade.rsync.Option.crawl;
import static dev.brigade.rsync.Option.drop;
import static dev.brigade.rsync.Option.keep;
import static dev.brigade.rsync.Option.refuse;

import dev.brigade.rsync.Option.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** rsync's options, 3.1 to 3.5, and what becomes of each: one row an option. */
final class OptionTable {
    private static final String DELETES = "no process sees the whole tree, use 'brigade sync --delete'";
    private static final String MAX_DELETE = "the limit would hold for each process, use 'brigade sync --max-delete'";
    private static final String FOLLOWS =
            "the crawl never follows symbolic links, copy their targets in a separate run";
    private static final String SKIPS = "it would never repair a file that the copy left incomplete, leave it out";
    private static final String RELATIVE = "brigade names the paths to rsync itself, leave it out";
    private static final String LISTS = "the crawl decides what is copied, use --exclude";
    private static final String FILTER = "only --exclude and --include are known to the crawl, use these";
    private static final String BACKUP =
            "the verify pass would keep backups of the copy pass's own files, leave it out";
    private static final String BASIS = "brigade keeps no second tree beside the destination, leave it out";
    private static final String TEMPORARY =
            "the copy writes in place and the verify pass beside the file, leave it out";
    private static final String EACH =
            "it would hold for each process, not for the run: use 'brigade sync --bwlimit' or '--max-duration'";
    private static final String BATCH = "the processes of a run cannot share one batch file, leave it out";
    private static final String REMOTE = "source and destination are local directories, leave it out";
    private static final String DAEMON = "brigade starts no daemon, leave it out";
    private static final String APPEND = "it trusts a file that is only partly copied, leave it out";
    private static final String WRITES = "brigade copies devices as devices, leave it out";
    private static final String SHOWS = "it only makes rsync print information about itself, run rsync for that";

    private static final List<Option> ROWS = List.of(
            // What is kept of an entry.
            keep("a", "archive").sets(OptionEffect.PERMS, OptionEffect.TIMES),
            keep("l", "links").no(),
            keep("p", "perms").sets(OptionEffect.PERMS).no(),
            keep("t", "times").sets(OptionEffect.TIMES).no(),
            keep("g", "group").no(),
            keep("o", "owner").no(),
            keep("D").no(),
            keep("devices").no(),
            keep("specials").no(),
            keep("drop-D").no(),
            keep("H", "hard-links").sets(OptionEffect.HARD_LINKS).no(),
            // -A turns -p on, but --no-A leaves it on.
            keep("A", "acls").sets(OptionEffect.ACLS, OptionEffect.PERMS).no(OptionEffect.ACLS),
            keep("X", "xattrs").sets(OptionEffect.XATTRS).no(),
            keep("N", "crtimes").no(),
            keep("U", "atimes").no(),
            keep("O", "omit-dir-times").no(),
            keep("J", "omit-link-times").no(),
            keep("E", "executability"),
            keep("numeric-ids").no(),
            keep("fake-super").sets(OptionEffect.FAKE_SUPER),
            keep("super").no(),
            keep("chmod").value(),
            keep("chown").value(),
            keep("usermap").value(),
            keep("groupmap").value(),
            // How entries are read, compared and written.
            keep("S", "sparse").sets(OptionEffect.SPARSE).no(),
            keep("W", "whole-file").no(),
            keep("c", "checksum").sets(OptionEffect.CHECKSUM).no(),
            keep("size-only").sets(OptionEffect.SIZE_ONLY),
            keep("@", "modify-window").value().sets(OptionEffect.MODIFY_WINDOW),
            keep("max-size").value().sets(OptionEffect.SIZE_LIMIT),
            keep("min-size").value().sets(OptionEffect.SIZE_LIMIT),
            keep("checksum-choice", "cc").value(),
            keep("checksum-seed").value(),
            keep("B", "block-size").value(),
            keep("max-alloc").value(),
            keep("force").no(),
            keep("fsync"),
            keep("preallocate"),
            keep("open-noatime").no(),
            keep("timeout").value().no(),
            keep("safe-links"),
            keep("munge-links").no(),
            keep("insecure-links").no(),
            keep("confine-root").value(),
            keep("log-file").value(),
            keep("log-file-format").value(),
            keep("z", "compress").sets(OptionEffect.COMPRESS).no(),
            keep("old-compress").sets(OptionEffect.COMPRESS),
            keep("new-compress").sets(OptionEffect.COMPRESS),
            keep("compress-choice", "zc").value().sets(OptionEffect.COMPRESS),
            keep("compress-level", "zl").value(),
            keep("compress-threads", "zt").value(),
            keep("skip-compress").value(),
            // What the crawl must honour too.
            crawl("x", "one-file-system").no(),
            crawl("exclude").value(),
            crawl("include").value(),
            crawl("exclude-from").value(),
            crawl("include-from").value(),
            // Output, and what brigade does itself.
            drop("r", "recursive"),
            drop("inc-recursive", "i-r").no(),
            drop("implied-dirs", "i-d"),
            drop("v", "verbose").no(),
            drop("q", "quiet"),
            drop("i", "itemize-changes").no(),
            drop("info").value(),
            drop("debug").value(),
            drop("stats"),
            drop("h", "human-readable").no(),
            drop("progress").no(),
            drop("partial").no(),
            drop("P"),
            drop("out-format", "log-format").value(),
            drop("outbuf").value(),
            drop("stderr").value(),
            drop("msgs2stderr").no(),
            drop("8", "8-bit-output").no(),
            drop("motd").no(),
            drop("inplace").sets(OptionEffect.IN_PLACE).no(),
            drop("s", "secluded-args", "protect-args").no(),
            drop("old-args").no(),
            drop("trust-sender"),
            drop("qsort"),
            // Deleting.
            refuse(DELETES, "del", "delete", "delete-before", "delete-during", "delete-delay", "delete-after"),
            refuse(DELETES, "delete-excluded", "delete-missing-args"),
            refuse(DELETES, "ignore-errors").no(),
            refuse(MAX_DELETE, "max-delete").value(),
            refuse("brigade names to rsync only what the crawl saw, leave it out", "ignore-missing-args"),
            refuse("brigade never removes anything at the source", "remove-source-files", "remove-sent-files"),
            // What is copied.
            refuse("use 'brigade sync --dry-run'", "n", "dry-run"),
            refuse("use 'brigade sync --dry-run'", "list-only"),
            refuse(LISTS, "files-from").value(),
            refuse(LISTS, "0"),
            refuse(LISTS, "from0").no(),
            refuse(RELATIVE, "R", "relative", "no-relative", "no-R", "no-implied-dirs", "no-i-d"),
            refuse("brigade always copies whole trees, leave it out", "no-recursive", "no-r"),
            refuse("brigade always copies whole trees, leave it out", "d", "dirs")
                    .no(),
            refuse("brigade always copies whole trees, leave it out", "old-dirs", "old-d"),
            refuse(FOLLOWS, "L", "copy-links", "k", "copy-dirlinks", "copy-unsafe-links"),
            refuse("it would write through a symbolic link at the destination, leave it out", "K", "keep-dirlinks"),
            refuse(FILTER, "f", "filter").value(),
            refuse(FILTER, "F", "C", "cvs-exclude"),
            refuse("rsync gets single directories, so it cannot know which are empty", "m", "prune-empty-dirs")
                    .no(),
            alone(SKIPS, "u", "update", "ignore-existing", "existing", "ignore-non-existing"),
            alone("every pass would copy everything, use 'brigade sync --verify checksum'", "I", "ignore-times"),
            // How it is written.
            refuse(APPEND, "append").no(),
            refuse(APPEND, "append-verify"),
            alone(BACKUP, "b"),
            alone(BACKUP, "backup").no(),
            alone(BACKUP, "backup-dir", "suffix").value(),
            alone(BASIS, "compare-dest", "copy-dest", "link-dest").value(),
            alone(BASIS, "y", "fuzzy").no(),
            alone(TEMPORARY, "T", "temp-dir", "partial-dir").value(),
            // Two rsync 3.5.0 that hold files back in one directory lose some, and end with 0.
            refuse("several processes in one directory lose files with it, leave it out", "delay-updates")
                    .no(),
            refuse(WRITES, "write-devices").no(),
            refuse(WRITES, "copy-devices"),
            refuse("the destination directory is made by brigade, leave it out", "mkpath")
                    .no(),
            refuse("run brigade itself as that user", "copy-as").value(),
            alone(EACH, "bwlimit").value().no(),
            refuse(EACH, "stop-after", "time-limit", "stop-at").value(),
            refuse(BATCH, "write-batch", "only-write-batch", "read-batch").value(),
            refuse("names are copied byte for byte, leave it out", "iconv")
                    .value()
                    .no(),
            refuse("older protocols lose parts of times and owners, leave it out", "protocol")
                    .value(),
            // Other machines, daemons, and rsync about itself.
            refuse(REMOTE, "e", "rsh", "rsync-path", "M", "remote-option").value(),
            refuse(REMOTE, "address", "port", "sockopts", "password-file", "early-input")
                    .value(),
            refuse(REMOTE, "4", "ipv4", "6", "ipv6"),
            refuse(REMOTE, "contimeout").value().no(),
            refuse(REMOTE, "blocking-io").no(),
            refuse(DAEMON, "daemon", "server", "sender"),
            refuse(DAEMON, "detach").no(),
            refuse(DAEMON, "config", "dparam").value(),
            refuse(SHOWS, "V", "version", "help", "?"));

    private static final Map<String, Written> BY_WRITTEN_NAME = byWrittenName();

    private OptionTable() {}

    /** An option as it was written: plain, or in its {@code --no-} form. */
    record Written(Option option, boolean negated) {
        Verdict verdict() {
            return negated ? option.verdict().negated() : option.verdict();
        }

        boolean takesValue() {
            return option.takesValue() && !negated;
        }
    }

    /** What an option name means as written, with its dashes and without a value; empty if rsync does not know it. */
    static Optional<Written> find(String written) {
        return Optional.ofNullable(BY_WRITTEN_NAME.get(written));
    }

    static List<Option> rows() {
        return ROWS;
    }

    /** Every way to write each option, with its dashes. */
    static Map<String, Written> uses() {
        return BY_WRITTEN_NAME;
    }

    private static Map<String, Written> byWrittenName() {
        Map<String, Written> uses = new HashMap<>();
        for (Option option : ROWS) {
            for (String name : option.names()) {
                put(uses, (name.length() == 1 ? "-" : "--") + name, new Written(option, false));
                if (option.negatable()) {
                    put(uses, "--no-" + name, new Written(option, true));
                }
            }
        }
        return Map.copyOf(uses);
    }

    private static void put(Map<String, Written> uses, String written, Written use) {
        if (uses.put(written, use) != null) {
            throw new IllegalStateException(written + " has two rows");
        }
    }
}
