/** Decides which entries go to rsync together and in which order: pure, from summaries to buckets. */
@NullMarked
package dev.brigade.plan;

import org.jspecify.annotations.NullMarked;
