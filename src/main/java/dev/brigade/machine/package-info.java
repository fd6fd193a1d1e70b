/** Tells programs of a run: the log of events, metrics, notices to a server, and a command at the end. */
@NullMarked
package dev.brigade.machine;

import org.jspecify.annotations.NullMarked;
