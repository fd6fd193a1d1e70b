/** The report of a run as one HTML page, which needs no network and no JavaScript. */
@NullMarked
package dev.brigade.page;

import org.jspecify.annotations.NullMarked;
