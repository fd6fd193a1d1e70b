package dev.brigade.crawl;

import dev.brigade.model.Source;

/** The reader of one thread, which changes over to a better one when there is one. Not thread-safe. */
final class ThreadReader implements AutoCloseable {
    private final SystemCalls calls;
    private final Source source;
    private EntryReader reader;

    ThreadReader(SystemCalls calls, Source source) {
        this.calls = calls;
        this.source = source;
        this.reader = new JavaReader(source.root());
    }

    EntryReader now() {
        if (reader instanceof JavaReader) {
            reader = calls.better(source).orElse(reader);
        }
        return reader;
    }

    @Override
    public void close() {
        reader.close();
    }
}
