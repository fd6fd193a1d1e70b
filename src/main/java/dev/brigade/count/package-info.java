/** Counts what a directory holds and says how a copy would divide it. */
@NullMarked
package dev.brigade.count;

import org.jspecify.annotations.NullMarked;
