/** The list of all entries that a crawl found, on disk: how it is written, read and cut into slices. */
@NullMarked
package dev.brigade.manifest;

import org.jspecify.annotations.NullMarked;
