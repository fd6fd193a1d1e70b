package dev.brigade.model;

/**
 * The calls of a phase to an NFS server.
 *
 * @param role what is there: {@code source}, {@code destination}, or both
 * @param mount how it is mounted
 * @param rpcs calls by all processes of this machine during the phase
 */
public record MountUse(String role, NfsMount mount, RpcCount rpcs) {}
