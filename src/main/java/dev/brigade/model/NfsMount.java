package dev.brigade.model;

import java.nio.file.Path;

/**
 * How a directory of an NFS server is mounted.
 *
 * @param point where it is mounted
 * @param source server and directory, such as {@code filer:/export}
 * @param version of the protocol, such as {@code 4.2}
 * @param readBytes most bytes of a read call
 * @param writeBytes most bytes of a write call
 * @param connections to the server, {@code nconnect}
 * @param recovery what happens if the server does not answer: {@code hard}, {@code soft} or {@code softerr}
 * @param attributesCached whether the client caches attributes: false with {@code noac}
 */
public record NfsMount(
        Path point,
        String source,
        String version,
        long readBytes,
        long writeBytes,
        int connections,
        String recovery,
        boolean attributesCached) {}
