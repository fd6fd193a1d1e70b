package dev.brigade.mount;

import dev.brigade.model.RpcCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The kernel's counters of each NFS mount since it was mounted. Immutable and thread-safe. */
public final class MountStats {
    private static final Path FILE = Path.of("/proc/self/mountstats");
    private static final String ON = " mounted on ";
    private static final String TYPE = " with fstype ";

    /**
     * Columns of an operation: name, calls, transmissions, timeouts, bytes sent and received, then milliseconds in the
     * queue, of round trips, and in all.
     */
    private static final int CALLS = 1;

    private static final int ROUND_TRIP = 7;

    private final String text;

    private MountStats(String text) {
        this.text = text;
    }

    /** Returns the counters as they are now; none if the system has none. Asks no server. */
    public static MountStats now() {
        try {
            return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return parse("");
        }
    }

    /** Reads the text of {@code /proc/self/mountstats}, one character for each byte. */
    public static MountStats parse(String text) {
        return new MountStats(text);
    }

    /** Returns the calls of all operations of the last mount at a place; empty without counters. */
    public Optional<RpcCount> of(Path point) {
        Optional<RpcCount> found = Optional.empty();
        boolean here = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("device ")) {
                here = isAt(line, point);
            } else if (here && line.strip().equals("per-op statistics")) {
                found = Optional.of(RpcCount.NONE);
            } else if (here && found.isPresent()) {
                found = Optional.of(found.get().plus(operation(line)));
            }
        }
        return found;
    }

    private static boolean isAt(String device, Path point) {
        int on = device.indexOf(ON);
        int end = device.lastIndexOf(TYPE);
        return on >= 0
                && end > on
                && MountTable.path(device.substring(on + ON.length(), end)).equals(point);
    }

    private static RpcCount operation(String line) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length <= ROUND_TRIP || !columns[0].endsWith(":")) {
            return RpcCount.NONE;
        }
        try {
            return new RpcCount(Long.parseLong(columns[CALLS]), Long.parseLong(columns[ROUND_TRIP]));
        } catch (NumberFormatException e) {
            return RpcCount.NONE; // a line of another kind
        }
    }
}
