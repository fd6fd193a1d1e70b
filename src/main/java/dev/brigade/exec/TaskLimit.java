package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit that the kernel sets to the number of processes and threads, or to the memory that their stacks need here.
 *
 * @param name what it is called and how high it is, for the user
 * @param left how many more may be started
 */
public record TaskLimit(String name, long left) {
    /**
     * For one child: three processes of rsync, its reaper, two threads that read it, one that waits, one that starts.
     */
    private static final long FOR_EACH_CHILD = 8;
    /** For the threads of a run that are not there from the beginning. */
    private static final long RESERVE = 12;

    private static final Path PROC = Path.of("/proc");
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Pattern MOST = Pattern.compile("(?m)^Max processes +(\\d{1,18}) ");
    private static final Pattern ADDRESSES = Pattern.compile("(?m)^Max address space +(\\d{1,18}) ");
    private static final Pattern SIZE = Pattern.compile("(?m)^VmSize:\\s+(\\d{1,15}) kB");
    /** KiB for the stack of a thread, and for what Java comes to need beside threads. */
    private static final long STACK = 1024;

    private static final long HEAP = 128 * STACK;
    private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+(\\d+)");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d{1,9})");
    private static final Pattern CGROUP = Pattern.compile("(?m)^\\d+:(pids)?:(/.*)$");

    /** Returns the limit that leaves the least room here; empty if there is none. */
    public static Optional<TaskLimit> tightest() {
        return tightest(PROC, CGROUPS);
    }

    static Optional<TaskLimit> tightest(Path proc, Path cgroups) {
        List<TaskLimit> limits = new ArrayList<>();
        ofUser(proc).ifPresent(limits::add);
        ofMemory(proc).ifPresent(limits::add);
        Matcher cgroup = CGROUP.matcher(text(proc.resolve("self/cgroup")));
        while (cgroup.find()) {
            Path top = cgroup.group(1) == null ? cgroups : cgroups.resolve("pids");
            Path place = top.resolve(cgroup.group(2).substring(1)).normalize();
            for (Path at = place; at != null && at.startsWith(top); at = at.getParent()) {
                ofCgroup(at).ifPresent(limits::add);
            }
        }
        return limits.stream().min(Comparator.comparingLong(TaskLimit::left));
    }

    /** Returns how many children may run at a time, 0 or more. */
    public int children() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (left - RESERVE) / FOR_EACH_CHILD));
    }

    /** The kernel counts all threads of the user, and does not hold root to it. */
    private static Optional<TaskLimit> ofUser(Path proc) {
        Matcher most = MOST.matcher(text(proc.resolve("self/limits")));
        Optional<String> uid = first(UID, text(proc.resolve("self/status")));
        if (!most.find() || uid.isEmpty() || uid.get().equals("0")) {
            return Optional.empty();
        }
        long used = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String status = text(process.resolve("status"));
                if (first(UID, status).equals(uid)) {
                    used += first(THREADS, status).map(Long::parseLong).orElse(0L);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        return Optional.of(new TaskLimit("ulimit -u is " + most.group(1), Long.parseLong(most.group(1)) - used));
    }

    private static Optional<TaskLimit> ofMemory(Path proc) {
        Optional<String> most = first(ADDRESSES, text(proc.resolve("self/limits")));
        Optional<String> size = first(SIZE, text(proc.resolve("self/status")));
        if (most.isEmpty() || size.isEmpty()) {
            return Optional.empty();
        }
        long kibibytes = Long.parseLong(most.get()) / 1024;
        long left = Math.max(0, kibibytes - Long.parseLong(size.get()) - HEAP);
        return Optional.of(new TaskLimit("ulimit -v is " + kibibytes, left / STACK));
    }

    private static Optional<TaskLimit> ofCgroup(Path group) {
        try {
            long most = Long.parseLong(text(group.resolve("pids.max")).strip());
            long used = Long.parseLong(text(group.resolve("pids.current")).strip());
            return Optional.of(new TaskLimit(group.resolve("pids.max") + " is " + most, most - used));
        } catch (NumberFormatException e) {
            return Optional.empty(); // no limit is the word max, or no file
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // no such limit here, or a process that has ended
        }
    }
}
