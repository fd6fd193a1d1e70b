package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best static split that a shell could be handed: directories, the costliest first, each to the emptiest list. */
final class Split {
    private static final double BYTES_THAT_COST_AN_ENTRY = 64 * 1024;

    private record Unit(double cost, String name) {}

    private record Heap(double cost, List<String> names) {}

    private final List<Unit> units = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();

    private Split() {}

    /** Writes {@code lists/1} and so on, a name and a NUL each, and {@code directories} into a directory. */
    static void write(Path source, int processes, Path into) throws IOException {
        Split split = new Split();
        List<Path> found;
        try (var all = Files.walk(source)) {
            found = all.filter(Files::isDirectory).toList();
        }
        double total = 0;
        for (Path directory : found) {
            total += cost(files(directory));
        }
        for (Path directory : found) {
            split.add(source.relativize(directory).toString(), files(directory), total / processes);
        }
        Files.createDirectories(into.resolve("lists"));
        Files.writeString(into.resolve("directories"), String.join("\0", split.directories));
        int number = 0;
        for (Heap heap : split.deal(processes)) {
            Files.writeString(into.resolve("lists/" + ++number), String.join("\0", heap.names()));
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static double cost(Path file) throws IOException {
        return 1 + Files.size(file) / BYTES_THAT_COST_AN_ENTRY;
    }

    private static double cost(List<Path> files) throws IOException {
        double cost = 1;
        for (Path file : files) {
            cost += cost(file);
        }
        return cost;
    }

    /** A directory that is more than a share goes by its names, the directory once by itself. */
    private void add(String name, List<Path> files, double share) throws IOException {
        String path = name.isEmpty() ? "./" : "././" + name;
        directories.add(path);
        double cost = cost(files);
        if (cost <= share || name.isEmpty()) {
            units.add(new Unit(cost, name.isEmpty() ? path : path + "/"));
            return;
        }
        units.add(new Unit(1, path));
        for (Path file : files) {
            units.add(new Unit(cost(file), path + "/" + file.getFileName()));
        }
    }

    private Iterable<Heap> deal(int processes) {
        PriorityQueue<Heap> heaps = new PriorityQueue<>(Comparator.comparingDouble(Heap::cost));
        for (int i = 0; i < processes; i++) {
            heaps.add(new Heap(0, new ArrayList<>()));
        }
        units.sort(Comparator.comparingDouble(Unit::cost).reversed());
        for (Unit unit : units) {
            Heap emptiest = heaps.remove();
            emptiest.names().add(unit.name());
            heaps.add(new Heap(emptiest.cost() + unit.cost(), emptiest.names()));
        }
        heaps.removeIf(heap -> heap.names().isEmpty());
        return heaps;
    }
}
