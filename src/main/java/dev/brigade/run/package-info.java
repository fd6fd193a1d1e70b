/** Runs buckets through rsync processes, so many at a time, and tells what happens. */
@NullMarked
package dev.brigade.run;

import org.jspecify.annotations.NullMarked;
