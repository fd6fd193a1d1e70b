package dev.brigade.exec;

/** How a child ended. */
public sealed interface ChildOutcome {
    record Exited(int status) implements ChildOutcome {}
    record NotStarted(String reason) implements ChildOutcome {}
    record Stopped() implements ChildOutcome {}
}
