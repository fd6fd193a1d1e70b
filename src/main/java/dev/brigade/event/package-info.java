/** What happens while a run is under way, as events for progress, findings and the journal. */
@NullMarked
package dev.brigade.event;

import org.jspecify.annotations.NullMarked;
