/** Tests of the house as a whole. */
@NullMarked
package dev.brigade;

import org.jspecify.annotations.NullMarked;
