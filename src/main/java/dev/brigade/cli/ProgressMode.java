package dev.brigade.cli;

import java.util.Locale;

/** How progress is shown. */
enum ProgressMode {
    /** A bar on a terminal, otherwise nothing. */
    AUTO,
    /** Lines of a terminal that are drawn again and again. */
    BAR,
    /** A line a minute. */
    PLAIN,
    /** A line of JSON a second. */
    JSON,
    /** Nothing. */
    NONE;

    /**
     * Returns what is shown: never {@link #AUTO}.
     *
     * @param wanted whether the user wants progress everywhere
     * @param quiet whether the user wants no output if all is well
     * @param terminal whether it goes to a terminal that can draw
     */
    ProgressMode resolved(boolean wanted, boolean quiet, boolean terminal) {
        if (this != AUTO) {
            return this;
        }
        if (terminal) {
            return quiet ? NONE : BAR;
        }
        return wanted ? PLAIN : NONE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
