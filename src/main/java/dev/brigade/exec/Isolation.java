package dev.brigade.exec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is put before each command so that a child has a session and group of its own, and gets TERM when we die without
 * warning. Each of these programs replaces itself by the next, so the child keeps one pid from beginning to end.
 * setpriv comes first, to make the time short in which nobody would notice our death; setsid does not fork there, as a
 * new child never leads a group.
 *
 * @param prefix program and options, empty where the machine has neither program
 */
record Isolation(List<String> prefix) {
    private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

    static final Isolation NONE = new Isolation(List.of());

    private static final List<String> SETPRIV = List.of("setpriv", "--pdeathsig", "TERM");
    private static final List<String> SETSID = List.of("setsid");
    /** The best first, so that on most machines one trial is enough. */
    private static final List<List<List<String>>> CHOICES =
            List.of(List.of(SETPRIV, SETSID), List.of(SETPRIV), List.of(SETSID));

    /** Tells whether a command ends with status 0. */
    @FunctionalInterface
    interface Trial {
        boolean succeeds(List<String> command) throws InterruptedException;
    }

    /** Looks up the programs and tries them: the setpriv of busybox has no {@code --pdeathsig}. */
    static Isolation detect(String path, Trial trial) throws InterruptedException {
        Optional<Path> nothing = Programs.find("true", path);
        for (List<List<String>> programs : CHOICES) {
            List<String> prefix = located(programs, path);
            if (nothing.isPresent()
                    && !prefix.isEmpty()
                    && trial.succeeds(joined(prefix, List.of(nothing.get().toString())))) {
                return new Isolation(List.copyOf(prefix));
            }
            LOG.debug("no usable {}", programs);
        }
        return NONE;
    }

    /** The programs with their places, or nothing where one is missing. */
    private static List<String> located(List<List<String>> programs, String path) {
        List<String> prefix = new ArrayList<>();
        for (List<String> program : programs) {
            Optional<Path> file = Programs.find(program.get(0), path);
            if (file.isEmpty()) {
                return List.of();
            }
            prefix.add(file.get().toString());
            prefix.addAll(program.subList(1, program.size()));
        }
        return prefix;
    }

    /** The command as it is started. */
    List<String> around(List<String> command) {
        return joined(prefix, command);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
