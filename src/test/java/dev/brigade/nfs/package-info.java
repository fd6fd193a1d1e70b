/** The packaged program against a real NFS server in a container, mounted by this machine's kernel. */
@NullMarked
package dev.brigade.nfs;

import org.jspecify.annotations.NullMarked;
