package dev.brigade.model;

import java.nio.file.Path;

/**
 * How a directory of an NFS server is mounted.
 *
 * @param point where
 * @param source server and directory, such as {@code filer:/export}
 * @param version of the protocol, such as {@code 4.2}
 * @param readBytes most bytes that one call reads
 * @param writeBytes most bytes that one call writes
 * @param connections to the server, {@code nconnect}
 * @param recovery what happens where the server does not answer: {@code hard}, {@code soft} or {@code softerr}
 * @param attributesCached whether attributes are kept for a while, as they are but for {@code noac}
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
