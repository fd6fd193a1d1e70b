package dev.brigade.exec;

/** Takes lines. */
@FunctionalInterface
public interface LineConsumer {
    void line(byte[] bytes, int length);
}
