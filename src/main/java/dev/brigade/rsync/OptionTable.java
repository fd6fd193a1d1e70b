package dev.brigade.rsync;

import dev.brigade.rsync.Option.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** rsync's options, 3.1 to 3.5, and what brigade does with each. */
final class OptionTable {
    /**
     * A verdict and its reason, then rows separated by commas. A row has the names of an option, {@code =} if it takes
     * a value, {@code no} if it has a {@code --no-} form, and its effects; that form leaves an effect with a plus.
     */
    private static final String TABLE = """
            KEEP
                a archive PERMS TIMES OWNERS GROUPS, l links no, p perms no PERMS, t times no TIMES,
                g group no GROUPS, o owner no OWNERS, D no, devices no, specials no, drop-D no,
                H hard-links no HARD_LINKS, A acls no ACLS +PERMS, X xattrs no XATTRS,
                N crtimes no +OTHER_ATTRIBUTES, U atimes no +OTHER_ATTRIBUTES,
                O omit-dir-times no NO_DIRECTORY_TIMES, J omit-link-times no, E executability, numeric-ids no,
                fake-super FAKE_SUPER, super no +OTHER_ATTRIBUTES, chmod = OTHER_ATTRIBUTES,
                chown = OTHER_ATTRIBUTES, usermap = OTHER_ATTRIBUTES, groupmap = OTHER_ATTRIBUTES, S sparse no SPARSE, W whole-file no, c checksum no CHECKSUM, size-only SIZE_ONLY,
                @ modify-window = MODIFY_WINDOW, max-size = SIZE_LIMIT, min-size = SIZE_LIMIT,
                checksum-choice cc =, checksum-seed =, B block-size =, max-alloc =, force no, fsync FSYNC,
                preallocate RSYNC_ALONE, open-noatime no RSYNC_ALONE, timeout = no, safe-links, munge-links no, insecure-links no,
                confine-root =, log-file = RSYNC_ALONE, log-file-format =, z compress no COMPRESS, old-compress COMPRESS,
                new-compress COMPRESS, compress-choice zc = COMPRESS, compress-level zl =,
                compress-threads zt =, skip-compress =
            CRAWL
                x one-file-system no, exclude =, include =, exclude-from =, include-from =
            DROP
                r recursive, inc-recursive i-r no, implied-dirs i-d, v verbose no, q quiet,
                i itemize-changes no, info =, debug =, stats, h human-readable no, progress no, partial no, P,
                out-format log-format =, outbuf =, stderr =, msgs2stderr no, 8 8-bit-output no, motd no,
                inplace no IN_PLACE, s secluded-args protect-args no, old-args no, trust-sender, qsort
            REFUSE: no process sees the whole tree, use 'brigade sync --delete'
                del delete delete-before delete-during delete-delay delete-after,
                delete-excluded delete-missing-args, ignore-errors no
            REFUSE: the limit would hold for each process, use 'brigade sync --max-delete'
                max-delete =
            REFUSE: brigade names to rsync only what the crawl saw, leave it out
                ignore-missing-args
            REFUSE: brigade never removes anything at the source
                remove-source-files remove-sent-files
            REFUSE: use 'brigade sync --dry-run'
                n dry-run, list-only
            REFUSE: the crawl decides what is copied, use --exclude
                files-from =, 0, from0 no
            REFUSE: brigade names the paths to rsync itself, leave it out
                R relative no-relative no-R no-implied-dirs no-i-d
            REFUSE: brigade always copies whole trees, leave it out
                no-recursive no-r, d dirs no, old-dirs old-d
            REFUSE: the crawl never follows symbolic links, copy their targets in a separate run
                L copy-links k copy-dirlinks copy-unsafe-links
            REFUSE: it would write through a symbolic link at the destination, leave it out
                K keep-dirlinks
            REFUSE: only --exclude and --include are known to the crawl, use these
                f filter =, F C cvs-exclude
            REFUSE: rsync gets single directories, so it cannot know which are empty
                m prune-empty-dirs no
            ALONE: it would never repair a file that the copy left incomplete, leave it out
                u update ignore-existing existing ignore-non-existing
            ALONE: every pass would copy everything, use 'brigade sync --verify checksum'
                I ignore-times
            REFUSE: it trusts a file that is only partly copied, leave it out
                append no, append-verify
            ALONE: the verify pass would keep backups of the copy pass's own files, leave it out
                b, backup no, backup-dir suffix =
            ALONE: brigade keeps no second tree beside the destination, leave it out
                compare-dest copy-dest link-dest =, y fuzzy no
            ALONE: the copy writes in place and the verify pass beside the file, leave it out
                T temp-dir partial-dir =
            REFUSE: several processes in one directory lose files with it, leave it out
                delay-updates no
            REFUSE: brigade copies devices as devices, leave it out
                write-devices no, copy-devices
            REFUSE: the destination directory is made by brigade, leave it out
                mkpath no
            REFUSE: run brigade itself as that user
                copy-as =
            ALONE: it would hold for each process, not for the run: use 'brigade sync --bwlimit' or '--max-duration'
                bwlimit = no
            REFUSE: it would hold for each process, not for the run: use 'brigade sync --bwlimit' or '--max-duration'
                stop-after time-limit stop-at =
            REFUSE: the processes of a run cannot share one batch file, leave it out
                write-batch only-write-batch read-batch =
            REFUSE: names are copied byte for byte, leave it out
                iconv = no
            REFUSE: older protocols lose parts of times and owners, leave it out
                protocol =
            REFUSE: source and destination are local directories, leave it out
                e rsh rsync-path M remote-option =, address port sockopts password-file early-input =,
                4 ipv4 6 ipv6, contimeout = no, blocking-io no
            REFUSE: brigade starts no daemon, leave it out
                daemon server sender, detach no, config dparam =
            REFUSE: it only makes rsync print information about itself, run rsync for that
                V version help ?
            """;

    private static final Pattern COMMA = Pattern.compile(", *");
    private static final List<Option> ROWS = read();
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

    /** Returns the option of a written name, with its dashes and without a value; empty if rsync does not know it. */
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

    private static List<Option> read() {
        List<Option> rows = new ArrayList<>();
        String heading = "";
        for (String line : TABLE.lines().toList()) {
            if (line.startsWith(" ")) {
                Verdict verdict = Verdict.valueOf(heading.replaceFirst(":.*", ""));
                String reason = heading.replaceFirst("^\\w+:? ?", "");
                COMMA.splitAsStream(line.strip())
                        .map(row -> Option.of(verdict, reason, row))
                        .forEach(rows::add);
            } else {
                heading = line;
            }
        }
        return List.copyOf(rows);
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
