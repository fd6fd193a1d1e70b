package dev.brigade.model;

/** What limits the throughput of a run. */
public enum Bottleneck {
    /** The time of each call to a storage: more processes are faster. */
    LATENCY("latency"),
    /** A storage that is busy: more processes are no faster. */
    SERVER("the server"),
    /** The processors of this machine. */
    CPU("the CPU"),
    /** A disk of this machine. */
    DISK("the disk"),
    /** The limit that the user has set. */
    BANDWIDTH("--bwlimit"),
    /** Nothing was conclusive. */
    UNKNOWN("unknown");

    private final String text;

    Bottleneck(String text) {
        this.text = text;
    }

    /** Returns the bottleneck in words, such as {@code latency}. */
    public String text() {
        return text;
    }
}
