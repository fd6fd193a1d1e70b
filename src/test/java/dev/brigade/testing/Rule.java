package dev.brigade.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link FakeRsync} does for some of its calls: the steps in the order they were given. Without {@link #runReal}
 * the real rsync is not run; without {@link #exit} the code is that of the real one, or 0. Immutable.
 *
 * @param condition a bash condition over the call
 * @param calls how many calls it holds for, at most
 * @param steps lines of bash
 */
public record Rule(String condition, long calls, List<String> steps) {

    private static Rule when(String condition) {
        return new Rule(condition, Long.MAX_VALUE, List.of());
    }

    /** Every call that does not just ask for the version. */
    public static Rule all() {
        return when("true");
    }

    /** Calls of the copy phase: those with {@code --inplace} or {@code --no-inplace}, but for what preflight tries. */
    public static Rule copies() {
        return when("{ has --inplace || has --no-inplace; } && ! has -n");
    }

    /** Calls with neither: the verify phase, and what preflight tries. */
    public static Rule verifies() {
        return when("! has --inplace && ! has --no-inplace");
    }

    /** Calls of the verify phase that look at everything or delete: not those of the copy, nor what preflight tries. */
    public static Rule looks() {
        return when("! has --omit-dir-times && ! has -n");
    }

    /** Calls with exactly this argument. */
    public static Rule having(String argument) {
        return when("has " + quoted(argument));
    }

    /** Calls with an argument that contains this text. */
    public static Rule mentioning(String text) {
        return when("mentions " + quoted(text));
    }

    /** The same without what preflight tries: a dry run over a name that is nowhere. */
    public Rule afterPreflight() {
        return new Rule(condition + " && ! mentions brigade-preflight", calls, steps);
    }

    /** The same for calls that also have an argument that contains this text. */
    public Rule andMentioning(String text) {
        return new Rule(condition + " && mentions " + quoted(text), calls, steps);
    }

    /** Holds for the first {@code k} such calls only. */
    public Rule first(int k) {
        return new Rule(condition, k, steps);
    }

    private Rule then(String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return new Rule(condition, calls, List.copyOf(more));
    }

    /** Prints this to standard error. */
    public Rule stderr(String text) {
        return then("printf %s " + quoted(text) + " >&2");
    }

    /** Prints this to standard output. */
    public Rule stdout(String text) {
        return then("printf %s " + quoted(text));
    }

    /** Prints so many bytes of lines to standard error. */
    public Rule flood(long bytes) {
        return then("yes 'rsync: [generator] a line of a flood' | head -c " + bytes + " >&2");
    }

    /** Does whatever else these lines of bash do. */
    public Rule bash(String lines) {
        return then(lines);
    }

    /** Runs the real rsync with the call's arguments. */
    public Rule runReal() {
        return then("run_real");
    }

    /** Waits until {@link FakeRsync#release} or a signal. */
    public Rule hang() {
        return then("hang");
    }

    /** Waits until {@link FakeRsync#release}; only SIGKILL ends it earlier. */
    public Rule hangIgnoringSignals() {
        return then("trap '' TERM INT HUP; hang");
    }

    /** Waits until this many clients run at once; after 30 seconds it fails with exit code 98. */
    public Rule meet(int clients) {
        return then("meet " + clients);
    }

    /** Ends with this code, whatever the real rsync said. */
    public Rule exit(int code) {
        return then("status=" + code);
    }

    /** Ends by this signal, as a killed rsync does. */
    public Rule dieBy(String signal) {
        return then("trap - " + signal + "; kill -s " + signal + " $$");
    }

    /** The text as one word of bash. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
