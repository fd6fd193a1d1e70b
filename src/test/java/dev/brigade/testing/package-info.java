/**
 * What the tests are made with: awkward trees, a comparer that is not rsync, a fake rsync, brigade as a child process.
 */
@NullMarked
package dev.brigade.testing;

import org.jspecify.annotations.NullMarked;
