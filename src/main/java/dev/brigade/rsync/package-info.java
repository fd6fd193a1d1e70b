/**
 * All knowledge of rsync: its options and which of them fit two phases, its patterns, its command line, what it prints
 * and its exit status.
 */
@NullMarked
package dev.brigade.rsync;

import org.jspecify.annotations.NullMarked;
