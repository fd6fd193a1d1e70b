/**
 * The fault suite, {@code mvn -Pfaults verify}: the packaged program under everything that may happen to it, and what
 * has to be true afterwards.
 */
@NullMarked
package dev.brigade.faults;

import org.jspecify.annotations.NullMarked;
