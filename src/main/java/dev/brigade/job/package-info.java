/** A job on several clients: divided once, worked on anywhere, judged as a whole. */
@NullMarked
package dev.brigade.job;

import org.jspecify.annotations.NullMarked;
