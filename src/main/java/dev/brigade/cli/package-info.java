/** The command line: commands, options, exit codes and signals. The only room that knows picocli and the console. */
@NullMarked
package dev.brigade.cli;

import org.jspecify.annotations.NullMarked;
