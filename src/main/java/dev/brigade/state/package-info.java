/** The directories of runs: request, manifests, plan, journal, outcome, and the locks. */
@NullMarked
package dev.brigade.state;

import org.jspecify.annotations.NullMarked;
