package dev.brigade.model;

/** What keeps a run from being faster. */
public enum Bottleneck {
    /** The time each call to a storage takes, however few there are: more processes bring more. */
    LATENCY("latency"),
    /** A storage that does no more, however many processes ask it. */
    SERVER("the server"),
    /** The processors of this machine. */
    CPU("the CPU"),
    /** A disk of this machine. */
    DISK("the disk"),
    /** The limit that the user has set. */
    BANDWIDTH("--bwlimit"),
    /** The evidence is too thin. */
    UNKNOWN("nothing that could be told");

    private final String text;

    Bottleneck(String text) {
        this.text = text;
    }

    /** In words that go on a "bound by". */
    public String text() {
        return text;
    }
}
