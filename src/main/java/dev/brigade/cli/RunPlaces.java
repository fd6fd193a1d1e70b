package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RunIdentity;
import dev.brigade.state.SavedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The state directories that {@code brigade runs} looks into.
 *
 * @param places each with its runs
 */
record RunPlaces(List<SavedRuns> places) {
    /** The state directory of the systemd unit in {@code src/dist}. */
    static final Path OF_THE_UNIT = Path.of("/var/lib/brigade");

    private static final String LAST = "last";

    /** A run, and the state directory that it is in. */
    record Found(SavedRuns place, SavedRun run) {}

    static RunPlaces of(SavedRuns place) {
        return new RunPlaces(List.of(place));
    }

    /**
     * Returns a state directory, and another one if it can be read.
     *
     * @throws RefusedException if the first one cannot be used
     */
    static RunPlaces in(Path directory, Path other) throws RefusedException {
        List<SavedRuns> places = new ArrayList<>(List.of(SavedRuns.in(directory)));
        if (!other.equals(directory) && Files.isReadable(other)) {
            try {
                places.add(SavedRuns.in(other));
            } catch (RefusedException e) {
                // It belongs to another user, who sees its runs.
            }
        }
        return new RunPlaces(List.copyOf(places));
    }

    /** Returns all runs, the newest first. */
    List<Found> all() {
        return places.stream()
                .flatMap(place -> place.all().stream().map(run -> new Found(place, run)))
                // Within a second, each place knows the order.
                .sorted(Comparator.comparing(RunPlaces::second).reversed())
                .toList();
    }

    private static String second(Found found) {
        String id = found.run().id();
        return id.substring(0, id.lastIndexOf('-'));
    }

    /** Returns where it looked. */
    String where() {
        return places.stream().map(place -> place.directory().toString()).collect(Collectors.joining(" and "));
    }

    /**
     * Returns a run.
     *
     * @param id its ID or its short ID, the beginning of one of them, or {@code last}
     * @throws RefusedException if there is none, or if there are several
     */
    Found find(String id) throws RefusedException {
        List<Found> candidates = all().stream()
                .filter(found -> id.equals(LAST)
                        ? found.run().request().isPresent()
                        : isBeginning(id, found.run().id()))
                .limit(id.equals(LAST) ? 1 : Long.MAX_VALUE)
                .toList();
        List<Found> exact =
                candidates.stream().filter(found -> found.run().id().equals(id)).toList();
        List<Found> wanted = exact.isEmpty() ? candidates : exact;
        if (wanted.isEmpty()) {
            throw RefusedException.usage(
                    "there is no run " + id + " in " + where() + ". 'brigade runs' lists the runs");
        }
        if (wanted.size() > 1) {
            throw RefusedException.usage(id + " means several runs: "
                    + wanted.stream().map(found -> found.run().id()).collect(Collectors.joining(", ")));
        }
        return wanted.get(0);
    }

    private static boolean isBeginning(String text, String id) {
        return !text.isEmpty()
                && (id.startsWith(text) || RunIdentity.shortId(id).startsWith(text));
    }
}
