/** Hands the shards of a job to an engine that places, retries and throttles them. */
@NullMarked
package dev.brigade.submit;

import org.jspecify.annotations.NullMarked;
