/** Turns outcomes and counts into text and JSON. */
@NullMarked
package dev.brigade.report;

import org.jspecify.annotations.NullMarked;
