package dev.brigade.job;

import dev.brigade.format.ShellWords;
import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.Private;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Pass;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.mount.MountTable;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.PlanRules;
import dev.brigade.plan.WorkItem;
import dev.brigade.preflight.Preflight;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.rsync.TransferItemName;
import dev.brigade.sync.CrawlResult;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes the shards of a job as shell scripts of plain rsync command lines, for clients without Java: each client's
 * script copies, then verifies; a last one sets the attributes of all directories.
 */
final class ClientScripts {
    static final String FIRST = "client-1.sh";

    /** Bytes of names in one command line, far below the limit of any system. */
    private static final int ARGUMENT_BYTES = 100_000;

    /** rsync processes of a client at a time, if the user names no number. */
    private static final int PROCESSES = 8;

    /** Some entries vanished: no failure. */
    private static final String VANISHED = "24";

    private final PreparedRun prepared;
    private final SyncRequest request;
    private final Path directory;
    private final int processes;
    private final RsyncCommand command;

    /** Opens the manifests of a shard, one for each transfer. */
    interface Opener {
        List<Manifest> open() throws IOException;
    }

    private ClientScripts(PreparedRun prepared, Path directory, int clients) {
        this.prepared = prepared;
        this.request = prepared.request();
        this.directory = directory;
        this.processes = request.processes().orElse(PROCESSES);
        OptionalLong rate = request.limits().sharedBy(clients).kibibytesPerSecondOf(processes);
        // What the destination holds when a script runs, nobody can check: only in an empty one is in place safe.
        this.command = Preflight.command(prepared, request.verify(), false, false)
                .limitedTo(rate)
                .with(Setting.IN_PLACE, prepared.isDestinationEmpty());
    }

    /**
     * Writes {@code client-1.sh} and so on, and {@code finish.sh}.
     *
     * @param manifests what the crawl found
     * @param shards opens the manifests of each shard
     * @param divided which directories no shard has as a whole
     */
    static void write(
            PreparedRun prepared,
            Path directory,
            int clients,
            List<Manifest> manifests,
            List<Opener> shards,
            Predicate<ListingSummary> divided)
            throws IOException {
        ClientScripts scripts = new ClientScripts(prepared, directory, clients);
        for (int client = 0; client < clients; client++) {
            scripts.writeClient(client, clients, shards);
        }
        try (OutputStream out = scripts.begin("finish", "runs when all clients have ended")) {
            CrawlResult all = new CrawlResult(prepared.roots(), manifests, new NamedFindings<>());
            BucketLimits limits = scripts.rules(all, LargeFilePolicy.TOGETHER).limits();
            if (prepared.request().delete()) {
                scripts.phase(all, all.directories(limits, Slice.Directories.CONTENTS, divided), Pass.PRUNE, out);
            }
            scripts.phase(
                    all,
                    all.directories(limits, new Slice.Directories(Optional.empty()), listing -> true),
                    Pass.FIX_DIRECTORIES,
                    out);
            print(out, "exit $worst\n");
        }
    }

    private void writeClient(int client, int clients, List<Opener> shards) throws IOException {
        try (OutputStream out = begin("client-" + (client + 1), "client " + (client + 1) + " of " + clients)) {
            for (Pass pass : List.of(Pass.COPY, Pass.VERIFY)) {
                for (int shard = client; shard < shards.size(); shard += clients) {
                    try (CrawlResult crawled =
                            new CrawlResult(prepared.roots(), shards.get(shard).open(), new NamedFindings<>())) {
                        boolean apart = pass == Pass.COPY || request.verify() == VerifyLevel.CHECKSUM;
                        PlanRules rules =
                                rules(crawled, apart ? LargeFilePolicy.APART_BY_NAME : LargeFilePolicy.TOGETHER);
                        print(out, "# shard " + shard + ", " + (pass == Pass.COPY ? "copy" : "verify") + "\n");
                        phase(crawled, crawled.workItems(rules, listing -> true), pass, out);
                    }
                }
            }
            print(out, "exit $worst\n");
        }
    }

    private PlanRules rules(CrawlResult crawled, LargeFilePolicy policy) {
        BucketLimits limits =
                BucketLimits.of(crawled.totals(), processes, request.items(), request.bytes(), ARGUMENT_BYTES);
        return new PlanRules(
                limits,
                true,
                policy,
                new InnerMounts(MountTable.now().inside(prepared.roots().destination())));
    }

    private OutputStream begin(String name, String what) throws IOException {
        Path file = directory.resolve(name + ".sh");
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Private.DIRECTORY)));
        print(out, "#!/bin/sh\n# " + what + "; exits with the highest code of its rsync processes, 0 if all is well\n");
        print(
                out,
                "worst=0\nend() {\n    for lane; do\n        wait \"$lane\" || { code=$?; [ $code -le $worst ] || worst=$code; }\n    done\n}\n");
        print(
                out,
                "at() {\n    cd \"$1\" || exit 40\n    shift\n    \"$@\" || { code=$?; [ $code = " + VANISHED
                        + " ] || [ $code -le $lane ] || lane=$code; }\n}\n");
        if (request.delete() && !request.deletion().emptySource()) {
            refuseEmptySources(out);
        }
        return out;
    }

    /** As preflight does: a source may have been unmounted since the plan. The client may have nothing but a shell. */
    private void refuseEmptySources(OutputStream out) throws IOException {
        print(out, """
                full() {
                    for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
                        if [ -e "$entry" ] || [ -L "$entry" ]; then
                            [ "${entry##*/}" = lost+found ] || return 0
                        fi
                    done
                    echo "source $1 is empty: is something unmounted?" >&2
                    exit 40
                }
                """);
        for (Source source : prepared.roots().sources()) {
            print(out, "full ");
            out.write(quoted(FileName.bytesOf(source.directory())));
            print(out, "\n");
        }
    }

    /** Writes buckets in as many lanes as processes run at a time; each lane runs one after the other. */
    private void phase(CrawlResult crawled, List<WorkItem> workItems, Pass pass, OutputStream out) throws IOException {
        BucketLimits limits = rules(crawled, LargeFilePolicy.TOGETHER).limits();
        List<ByteArrayOutputStream> lanes = new ArrayList<>();
        int number = 0;
        for (Bucket bucket : BucketSource.pack(workItems, limits)) {
            int lane = number++ % processes;
            if (lane == lanes.size()) {
                lanes.add(new ByteArrayOutputStream());
            }
            lanes.get(lane).writeBytes(line(crawled, bucket, pass));
        }
        StringBuilder all = new StringBuilder();
        for (int lane = 0; lane < lanes.size(); lane++) {
            print(out, "(\nlane=0\n");
            lanes.get(lane).writeTo(out);
            print(out, "exit $lane\n) & lane" + lane + "=$!\n");
            all.append(" \"$lane").append(lane).append('"');
        }
        print(out, "end" + all + "\n");
    }

    private byte[] line(CrawlResult crawled, Bucket bucket, Pass pass) throws IOException {
        Source source = crawled.source(bucket);
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        crawled.items(bucket, item -> add(item, source, names));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (names.size() == 0) {
            return line.toByteArray();
        }
        line.writeBytes("at ".getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(quoted(FileName.bytesOf(source.root())));
        List<String> words = new ArrayList<>(command.with(Setting.DELETE, request.delete())
                .options(pass, bucket.kind(), crawled.impliedDirectories(bucket)));
        words.set(0, "rsync");
        words.removeIf(word -> word.startsWith("--out-format="));
        words.add("--");
        for (String word : words) {
            line.write(' ');
            line.writeBytes(quoted(word.getBytes(StandardCharsets.UTF_8)));
        }
        line.writeBytes(names.toByteArray());
        line.write(' ');
        line.writeBytes(quoted(FileName.of(FileName.bytesOf(prepared.roots().destination()))
                .append(new byte[] {'/'})
                .toBytes()));
        line.write('\n');
        return line.toByteArray();
    }

    private static void add(TransferItem item, Source source, ByteArrayOutputStream names) {
        TransferItemName.of(item, source).ifPresent(name -> {
            names.write(' ');
            names.writeBytes(quoted(name.toBytes()));
        });
    }

    /** Returns a word as a shell takes it, whatever bytes it has. */
    static byte[] quoted(byte[] word) {
        return ShellWords.quote(new String(word, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
