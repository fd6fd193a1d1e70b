package dev.brigade.sync;

import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.RpcCount;
import dev.brigade.model.Source;
import dev.brigade.mount.Mount;
import dev.brigade.mount.MountStats;
import dev.brigade.mount.MountTable;
import dev.brigade.preflight.PreparedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The NFS mounts that a run works on, and what they are asked while a phase runs. Not thread-safe. */
final class MountCounters {
    private static final MountStats NOTHING = MountStats.parse("");

    private record WatchedWork(String role, NfsMount mount) {}

    private final List<WatchedWork> watched;
    private MountStats before = NOTHING;

    private MountCounters(List<WatchedWork> watched) {
        this.watched = watched;
    }

    static MountCounters of(PreparedRun prepared) {
        List<Path> sources =
                prepared.roots().sources().stream().map(Source::root).toList();
        return of(prepared.seen(), sources, MountTable.now());
    }

    /** Mounts of one file system are counted as one, so they are watched as one; the destination may be in several. */
    static MountCounters of(List<Path> destinations, List<Path> sources, MountTable table) {
        Map<String, WatchedWork> byDevice = new LinkedHashMap<>();
        for (Path source : sources) {
            table.of(source).ifPresent(mount -> watch("source", mount, byDevice));
        }
        for (int i = 0; i < destinations.size(); i++) {
            String role = i == 0 ? "destination" : "destination mount " + (i + 1);
            table.of(destinations.get(i)).ifPresent(mount -> watch(role, mount, byDevice));
        }
        return new MountCounters(List.copyOf(byDevice.values()));
    }

    private static void watch(String role, Mount mount, Map<String, WatchedWork> byDevice) {
        mount.nfs()
                .ifPresent(nfs -> byDevice.merge(
                        mount.device(),
                        new WatchedWork(role, nfs),
                        (a, b) -> a.role().contains(role) ? a : new WatchedWork(a.role() + " and " + role, a.mount())));
    }

    /** What is unwise about the mounts, one line each. */
    List<String> warnings() {
        return watched.stream()
                .flatMap(it -> Stream.concat(soft(it), uncached(it)))
                .toList();
    }

    private static Stream<String> soft(WatchedWork it) {
        String recovery = it.mount().recovery();
        return recovery.equals("hard")
                ? Stream.empty()
                : Stream.of(it.role() + " " + it.mount().point() + " is mounted " + recovery
                        + ": where the server is slow to answer, entries fail; mount it hard");
    }

    private static Stream<String> uncached(WatchedWork it) {
        return it.mount().attributesCached()
                ? Stream.empty()
                : Stream.of(
                        it.role() + " " + it.mount().point()
                                + " is mounted noac: each look at an entry asks the server again; mount it without for the copy");
    }

    /** What all of them were asked so far. */
    RpcCount calls() {
        MountStats now = now();
        return watched.stream()
                .flatMap(it -> now.of(it.mount().point()).stream())
                .reduce(RpcCount.NONE, RpcCount::plus);
    }

    /** A phase begins. */
    void begin() {
        before = now();
    }

    /** What was asked since the phase began. */
    List<MountUse> used() {
        return used(now());
    }

    /** Nothing is read where nothing is watched. */
    private MountStats now() {
        return watched.isEmpty() ? NOTHING : MountStats.now();
    }

    private List<MountUse> used(MountStats now) {
        List<MountUse> uses = new ArrayList<>();
        for (WatchedWork it : watched) {
            RpcCount earlier = before.of(it.mount().point()).orElse(RpcCount.NONE);
            now.of(it.mount().point())
                    .ifPresent(count -> uses.add(new MountUse(it.role(), it.mount(), count.since(earlier))));
        }
        return List.copyOf(uses);
    }
}
