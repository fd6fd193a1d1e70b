/** System calls by names that are bytes, relative to open directories. */
@NullMarked
package dev.brigade.posix;

import org.jspecify.annotations.NullMarked;
