/** Checks rsync, its options, sources, destination and mounts before anything is written. */
@NullMarked
package dev.brigade.preflight;

import org.jspecify.annotations.NullMarked;
