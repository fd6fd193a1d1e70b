package dev.brigade.cli;

import dev.brigade.format.ShellWords;
import dev.brigade.model.Access;
import dev.brigade.model.Deletion;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** msrsync's options, with msrsync's meanings and defaults. */
final class MsrsyncOptions {
    private static final String RSYNC_DEFAULTS = "-aS --numeric-ids";

    @Option(
            names = {"-p", "--processes"},
            paramLabel = "N",
            description = "Run N rsync processes at a time (default: 1).")
    private String processes = "1";

    @Option(
            names = {"-f", "--files"},
            paramLabel = "N",
            description = "Put at most N entries in a bucket (default: 1000).")
    private String items = "1000";

    @Option(
            names = {"-s", "--size"},
            paramLabel = "N",
            description = "Put at most N bytes in a bucket: 500M, 2G (default: 1G).")
    private String size = "1G";

    @Option(
            names = {"-b", "--buckets"},
            paramLabel = "DIR",
            description =
                    "Create the directory of bucket lists in DIR (default: the state directory; with -k, $TMPDIR or"
                            + " /tmp).")
    private @Nullable String buckets;

    @Option(
            names = {"-k", "--keep"},
            description = "Keep the list and the rsync log of each bucket.")
    private boolean keep;

    @Option(
            names = {"-j", "--show"},
            description = "Print the path of the bucket lists.")
    boolean show;

    @Option(
            names = {"-P", "--progress"},
            description = "Show progress each time an rsync process ends.")
    boolean progress;

    @Option(names = "--stats", description = "Print statistics at the end.")
    boolean stats;

    @Option(
            names = {"-d", "--dry-run"},
            description = "Crawl and divide into buckets, but do not start rsync.")
    private boolean dryRun;

    @Option(
            names = {"-r", "--rsync"},
            paramLabel = "S",
            description = "Give rsync these options, as one string (default: " + RSYNC_DEFAULTS + ").")
    private String rsync = RSYNC_DEFAULTS;

    @Option(
            names = {"-t", "--selftest", "-e", "--bench", "-g", "--benchshm"},
            hidden = true)
    private boolean test;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    @Parameters(
            arity = "0..*",
            paramLabel = "SRC... DEST",
            hideParamSyntax = true,
            description =
                    "Source directories, then the destination. SRC/ copies the contents of SRC, SRC the directory itself.")
    private List<String> paths = new ArrayList<>();

    SyncRequest toRequest(Map<String, String> environment) throws RefusedException {
        if (test) {
            throw RefusedException.usage("brigade has no self-test and no benchmark: run 'mvn verify' or src/bench/run"
                    + " in its source tree");
        }
        if (paths.size() < 2) {
            throw RefusedException.usage("name a source and a destination: brigade msrsync [options] SRC... DEST");
        }
        return new SyncRequest(
                Mode.COPY_ONLY,
                List.copyOf(paths.subList(0, paths.size() - 1)),
                paths.get(paths.size() - 1),
                false,
                Access.USUAL,
                OptionalInt.of(Numbers.processes(processes)),
                OptionalLong.of(Numbers.count("-f", items, 1)),
                OptionalLong.of(Numbers.bytes("-s", size)),
                Optional.of(rsync),
                VerifyLevel.NONE,
                List.of(),
                Deletion.NONE,
                dryRun,
                Limits.COPY_ONLY,
                files(environment));
    }

    /**
     * Returns whether rsync is to delete: msrsync calls that an error of the command line, not of the rsync options.
     */
    boolean deletes() {
        try {
            return ShellWords.split(rsync, "--rsync").stream()
                    .anyMatch(word -> word.equals("--del") || word.startsWith("--delete"));
        } catch (ShellWords.UnfinishedException e) {
            return false; // Then that is what is wrong.
        }
    }

    private RunFiles files(Map<String, String> environment) throws RefusedException {
        if (buckets != null) {
            return RunFiles.apart(StateOptions.path("bucket directory", buckets), keep);
        }
        if (keep) {
            String temporary = environment.getOrDefault("TMPDIR", "");
            return RunFiles.apart(
                    StateOptions.path("temporary directory", temporary.isEmpty() ? "/tmp" : temporary), true);
        }
        return RunFiles.in(StateOptions.standard(environment));
    }
}
