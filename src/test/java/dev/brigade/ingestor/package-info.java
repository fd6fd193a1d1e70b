/** Checks what sets up a machine for ingest: the script and the cloud-init file in {@code docker/ingestor}. */
@NullMarked
package dev.brigade.ingestor;

import org.jspecify.annotations.NullMarked;
