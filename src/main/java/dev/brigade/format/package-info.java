/** How numbers, times and names are written for people. */
@NullMarked
package dev.brigade.format;

import org.jspecify.annotations.NullMarked;
