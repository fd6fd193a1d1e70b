/** Walks a source in parallel threads, directory by directory, and hands on what it finds. */
@NullMarked
package dev.brigade.crawl;

import org.jspecify.annotations.NullMarked;
