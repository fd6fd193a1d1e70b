package dev.brigade.model;

/**
 * Files of about one size.
 *
 * @param from the smallest size that belongs here, bytes
 * @param files their number
 * @param bytes their bytes
 */
public record SizeClass(long from, long files, long bytes) {}
