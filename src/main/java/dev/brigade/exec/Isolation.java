package dev.brigade.exec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs before a command that give the child a session and a process group of its own, and TERM when this JVM dies.
 * Each replaces itself by the next, so the child keeps its pid. setpriv comes first, because until then nobody notices
 * our death; setsid does not fork, because a new child never leads a group.
 *
 * @param prefix programs and options; empty if the machine has neither program
 */
record Isolation(List<String> prefix) {
    private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

    static final Isolation NONE = new Isolation(List.of());

    /** The best first, so one trial is enough on most machines. */
    private static final List<List<String>> CHOICES = List.of(
            List.of("setpriv", "--pdeathsig", "TERM", "setsid"),
            List.of("setpriv", "--pdeathsig", "TERM"),
            List.of("setsid"));

    /** Tells whether a command ends with status 0. */
    @FunctionalInterface
    interface Trial {
        boolean succeeds(List<String> command) throws InterruptedException;
    }

    /** Finds the programs and tries them: the setpriv of busybox has no {@code --pdeathsig}. */
    static Isolation detect(String path, Trial trial) throws InterruptedException {
        for (List<String> choice : CHOICES) {
            List<String> command = new ArrayList<>(choice);
            command.add("true");
            boolean found = true;
            for (String program : List.of("setpriv", "setsid", "true")) {
                int at = command.indexOf(program);
                Optional<Path> file = at < 0 ? Optional.empty() : Programs.find(program, path);
                found &= at < 0 || file.isPresent();
                file.ifPresent(place -> command.set(at, place.toString()));
            }
            if (found && trial.succeeds(command)) {
                return new Isolation(List.copyOf(command.subList(0, choice.size())));
            }
            LOG.debug("no usable {}", choice);
        }
        return NONE;
    }

    /** Returns the command as it is started. */
    List<String> around(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
