package dev.brigade.model;

/**
 * What a phase asked of an NFS server.
 *
 * @param role what lies there: {@code source}, {@code destination}, or both
 * @param mount how it is mounted
 * @param rpcs calls by everybody on this machine while the phase ran
 */
public record MountUse(String role, NfsMount mount, RpcCount rpcs) {}
