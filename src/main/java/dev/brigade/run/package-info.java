/** Runs buckets through rsync processes, a limited number at a time, and reports events. */
@NullMarked
package dev.brigade.run;

import org.jspecify.annotations.NullMarked;
