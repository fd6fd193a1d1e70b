/** Shows how far a run is while it runs. */
@NullMarked
package dev.brigade.progress;

import org.jspecify.annotations.NullMarked;
