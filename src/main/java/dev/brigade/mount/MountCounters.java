package dev.brigade.mount;

import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.RpcCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The NFS mounts that a run works on, and the calls to their servers while a phase runs. Not thread-safe. */
public final class MountCounters {
    private static final MountStats NOTHING = MountStats.parse("");

    private record Counted(String role, NfsMount mount) {
        @Override
        public String toString() {
            return role + " " + mount.point();
        }
    }

    private final List<Counted> counted;
    private MountStats before = NOTHING;

    private MountCounters(List<Counted> counted) {
        this.counted = counted;
    }

    /**
     * Returns counters for the NFS mounts of some directories. The kernel counts all mounts of one file system as one.
     *
     * @param destinations the destination through each of its mounts
     */
    public static MountCounters of(List<Path> destinations, List<Path> sources, MountTable table) {
        Map<String, Counted> byDevice = new LinkedHashMap<>();
        for (Path source : sources) {
            table.of(source).ifPresent(mount -> add("source", mount, byDevice));
        }
        for (int i = 0; i < destinations.size(); i++) {
            String role = i == 0 ? "destination" : "destination mount " + (i + 1);
            table.of(destinations.get(i)).ifPresent(mount -> add(role, mount, byDevice));
        }
        return new MountCounters(List.copyOf(byDevice.values()));
    }

    private static void add(String role, Mount mount, Map<String, Counted> byDevice) {
        mount.nfs()
                .ifPresent(nfs -> byDevice.merge(
                        mount.device(),
                        new Counted(role, nfs),
                        (a, b) -> a.role().contains(role) ? a : new Counted(a.role() + " and " + role, a.mount())));
    }

    /** Returns what is unwise about the mounts, one line each. */
    public List<String> warnings() {
        return counted.stream()
                .flatMap(it -> Stream.concat(soft(it), uncached(it)))
                .toList();
    }

    private static Stream<String> soft(Counted it) {
        String recovery = it.mount().recovery();
        return recovery.equals("hard")
                ? Stream.empty()
                : Stream.of(it + " is mounted " + recovery
                        + ": entries fail when the server is slow to answer. Mount it hard");
    }

    private static Stream<String> uncached(Counted it) {
        return it.mount().attributesCached()
                ? Stream.empty()
                : Stream.of(it + " is mounted noac: each look at an entry asks the server again."
                        + " Mount it without noac for the copy");
    }

    /** Returns the calls to the servers of all mounts since they were mounted. */
    public RpcCount calls() {
        MountStats now = now();
        return counted.stream()
                .flatMap(it -> now.of(it.mount().point()).stream())
                .reduce(RpcCount.NONE, RpcCount::plus);
    }

    /** Begins a phase. */
    public void begin() {
        before = now();
    }

    /** Returns the calls of each mount since the phase began. */
    public List<MountUse> used() {
        MountStats now = now();
        List<MountUse> uses = new ArrayList<>();
        for (Counted it : counted) {
            RpcCount earlier = before.of(it.mount().point()).orElse(RpcCount.NONE);
            now.of(it.mount().point())
                    .ifPresent(count -> uses.add(new MountUse(it.role(), it.mount(), count.since(earlier))));
        }
        return List.copyOf(uses);
    }

    private MountStats now() {
        return counted.isEmpty() ? NOTHING : MountStats.now();
    }
}
