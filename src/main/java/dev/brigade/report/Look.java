package dev.brigade.report;

import java.time.ZoneId;
import java.util.Map;

/**
 * How an outcome is shown as text. Immutable.
 *
 * @param detail how much of it
 * @param zone the zone of its times
 * @param colours whether its result is coloured
 * @param options what {@code brigade runs} needs to find the run, each after a blank; empty if it needs nothing
 */
public record Look(Detail detail, ZoneId zone, boolean colours, String options) {
    /** How much is reported. */
    public enum Detail {
        /** A table of figures, a line for each phase, the problems with their first names, and the result. */
        NORMAL,
        /** Also every name, but for those that were printed when they were changed or deleted. */
        VERBOSE
    }

    private static final String END = "\u001b[0m";

    /** The colour of a result. */
    enum Colour {
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        RED("\u001b[31m");

        private final String begin;

        Colour(String begin) {
            this.begin = begin;
        }
    }

    /**
     * Returns whether a stream gets colours: it is a terminal that knows them, and the user does not refuse them.
     *
     * @param environment variables that the program was started with; {@code NO_COLOR} and {@code TERM} count
     */
    public static boolean isColoured(boolean terminal, Map<String, String> environment) {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    String paint(String text, Colour colour) {
        return colours ? colour.begin + text + END : text;
    }
}
