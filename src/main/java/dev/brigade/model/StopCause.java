package dev.brigade.model;

/**
 * Why a run ended early.
 *
 * @param reason the kind of reason
 * @param message one line for the user
 */
public record StopCause(StopReason reason, String message) {}
