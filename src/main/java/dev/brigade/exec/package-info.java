/** Child processes: each in a group of its own, none left behind. The only room that knows zt-exec. */
@NullMarked
package dev.brigade.exec;

import org.jspecify.annotations.NullMarked;
