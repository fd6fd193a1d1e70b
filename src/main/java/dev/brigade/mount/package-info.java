/**
 * What this machine has mounted, and what the kernel counts of it: readers of {@code /proc/self/mountinfo} and
 * {@code mountstats}.
 */
@NullMarked
package dev.brigade.mount;

import org.jspecify.annotations.NullMarked;
