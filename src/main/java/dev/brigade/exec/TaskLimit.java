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
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit of the kernel on processes and threads, or on the memory for their stacks.
 *
 * @param name its name and value, for the user
 * @param left how many more may be started
 */
public record TaskLimit(String name, long left) {
    /** For each child: 3 rsync processes, a reaper, and threads for two streams, the waiting and the start. */
    private static final long FOR_EACH_CHILD = 8;
    /** Threads that a run starts later. */
    private static final long RESERVE = 12;
    /** If a limit leaves so many, nobody needs to know how many exactly. */
    private static final long PLENTY = 10_000;

    private static final Pattern PROCESSES = Pattern.compile("(?m)^Max processes +(\\d{1,18}) ");
    private static final Pattern ADDRESSES = Pattern.compile("(?m)^Max address space +(\\d{1,18}) ");
    private static final Pattern SIZE = Pattern.compile("(?m)^VmSize:\\s+(\\d{1,15}) kB");
    private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+(\\d{1,10})");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d{1,9})");
    private static final Pattern NUMBER = Pattern.compile("^(\\d{1,18})$");
    /** The fourth field of {@code loadavg}: running and all threads of the machine. */
    private static final Pattern ALL_THREADS = Pattern.compile("/(\\d{1,9}) ");

    private static final Pattern CGROUP = Pattern.compile("(?m)^\\d+:(pids)?:(/.*)$");
    /** KiB for the stack of a thread, and for what Java comes to need besides. */
    private static final long STACK = 1024;

    private static final long HEAP = 128 * STACK;

    /** Returns the limit that leaves the least room; empty if there is none. */
    public static Optional<TaskLimit> tightest() {
        return tightest(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    static Optional<TaskLimit> tightest(Path proc, Path cgroups) {
        List<TaskLimit> limits = new ArrayList<>();
        String own = text(proc.resolve("self/limits"));
        String status = text(proc.resolve("self/status"));
        OptionalLong user = number(UID, status);
        OptionalLong processes = number(PROCESSES, own);
        if (processes.isPresent() && user.orElse(0) != 0) { // the kernel does not hold root to it
            long most = processes.getAsLong();
            limits.add(new TaskLimit("ulimit -u is " + most, most - used(proc, user.getAsLong(), most)));
        }
        OptionalLong addresses = number(ADDRESSES, own);
        OptionalLong size = number(SIZE, status);
        if (addresses.isPresent() && size.isPresent()) {
            long most = addresses.getAsLong() / 1024;
            limits.add(new TaskLimit("ulimit -v is " + most, Math.max(0, most - size.getAsLong() - HEAP) / STACK));
        }
        Matcher cgroup = CGROUP.matcher(text(proc.resolve("self/cgroup")));
        while (cgroup.find()) {
            Path top = cgroup.group(1) == null ? cgroups : cgroups.resolve("pids");
            Path place = top.resolve(cgroup.group(2).substring(1)).normalize();
            for (Path at = place; at != null && at.startsWith(top); at = at.getParent()) {
                Path file = at.resolve("pids.max");
                OptionalLong most = number(NUMBER, text(file).strip()); // without a limit it is the word max
                OptionalLong used =
                        number(NUMBER, text(at.resolve("pids.current")).strip());
                if (most.isPresent() && used.isPresent()) {
                    limits.add(new TaskLimit(file + " is " + most.getAsLong(), most.getAsLong() - used.getAsLong()));
                }
            }
        }
        return limits.stream().min(Comparator.comparingLong(TaskLimit::left));
    }

    /** Returns how many children may run at a time, 0 or more. */
    public int children() {
        return (int) Math.max(0, (left - RESERVE) / FOR_EACH_CHILD);
    }

    /** Returns how many of the wanted children or threads the system allows, at least 1. */
    public static int atMost(int wanted, Optional<TaskLimit> limit) {
        return Math.max(1, Math.min(wanted, limit.map(TaskLimit::children).orElse(wanted)));
    }

    /** Returns the threads of a user, or those of all users if that leaves enough: to read each process is slow. */
    private static long used(Path proc, long user, long most) {
        OptionalLong all = number(ALL_THREADS, text(proc.resolve("loadavg")));
        if (all.isPresent() && most - all.getAsLong() >= PLENTY) {
            return all.getAsLong();
        }
        long used = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String status = text(process.resolve("status"));
                used += number(UID, status).orElse(-1) == user
                        ? number(THREADS, status).orElse(0)
                        : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            return 0; // the kernel itself refuses what is too much
        }
        return used;
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // no such limit here, or a process that has ended
        }
    }
}
