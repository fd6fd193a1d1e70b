package dev.brigade.submit;

/**
 * What each client asks for.
 *
 * @param processors number of processors
 * @param mebibytes memory, MiB
 */
public record Resources(int processors, long mebibytes) {}
