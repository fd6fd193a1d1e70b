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

    /** Tells whether a command ends with status 0. */
    @FunctionalInterface
    interface Trial {
        boolean succeeds(List<String> command) throws InterruptedException;
    }

    /** Looks up the programs and tries them: the setpriv of busybox has no {@code --pdeathsig}. */
    static Isolation detect(String path, Trial trial) throws InterruptedException {
        Optional<Path> nothing = Programs.find("true", path);
        List<String> prefix = new ArrayList<>();
        for (List<String> wanted : List.of(List.of("setpriv", "--pdeathsig", "TERM"), List.of("setsid"))) {
            Optional<Path> program = Programs.find(wanted.get(0), path);
            if (program.isPresent() && nothing.isPresent()) {
                List<String> found = new ArrayList<>(wanted);
                found.set(0, program.get().toString());
                if (trial.succeeds(joined(found, List.of(nothing.get().toString())))) {
                    prefix.addAll(found);
                    continue;
                }
            }
            LOG.debug("no usable {}: children are isolated less", wanted.get(0));
        }
        return new Isolation(List.copyOf(prefix));
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
