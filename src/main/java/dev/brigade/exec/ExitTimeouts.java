package dev.brigade.exec;

import java.time.Duration;

/**
 * How long things may take that ought to be quick. None of them may be endless: a process in the kernel's state D ends
 * when its storage answers, if ever.
 *
 * @param linger for the rest of a group after its leader ended; rsync's receiver needs about two seconds (measured)
 * @param terminate between asking a single child to end and killing it
 * @param kill for killed processes to disappear
 */
record ExitTimeouts(Duration linger, Duration terminate, Duration kill) {
    static final ExitTimeouts USUAL =
            new ExitTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(3));
}
