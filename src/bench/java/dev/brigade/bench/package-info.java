/** The bench: measures brigade beside other programs that copy with rsync. */
package dev.brigade.bench;
