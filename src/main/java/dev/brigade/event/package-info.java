/** Events of a run, for progress, findings and the journal. */
@NullMarked
package dev.brigade.event;

import org.jspecify.annotations.NullMarked;
