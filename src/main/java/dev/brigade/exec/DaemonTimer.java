package dev.brigade.exec;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes timers that do not keep the program alive. */
public final class DaemonTimer {
    private DaemonTimer() {}

    /** Returns a timer with one thread of this name. */
    public static ScheduledExecutorService named(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
