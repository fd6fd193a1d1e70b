/** The use case: preflight, crawl, plan, copy, verify, outcome, in that order and nothing else. */
@NullMarked
package dev.brigade.sync;

import org.jspecify.annotations.NullMarked;
