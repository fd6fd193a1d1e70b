package dev.brigade.exec;

/** Output. */
public record Captured(int status, byte[] out, byte[] err) {}
