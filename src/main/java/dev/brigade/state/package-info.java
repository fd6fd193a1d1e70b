/** What a run keeps on disk: its directory and the manifest of what the crawl found. */
@NullMarked
package dev.brigade.state;

import org.jspecify.annotations.NullMarked;
