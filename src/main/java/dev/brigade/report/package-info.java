/** Writes an outcome down. */
@NullMarked
package dev.brigade.report;

import org.jspecify.annotations.NullMarked;
