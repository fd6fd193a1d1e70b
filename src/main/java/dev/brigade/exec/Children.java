package dev.brigade.exec;

import java.io.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import org.zeroturnaround.exec.*;

/** Temporary. */
public final class Children implements AutoCloseable {
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    public ChildOutcome run(ChildSpec spec, LineConsumer out, LineConsumer err) throws InterruptedException {
        if (stopped) return new ChildOutcome.Stopped();
        List<String> cmd = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "TERM"));
        cmd.addAll(spec.command());
        try {
            StartedProcess p = new ProcessExecutor().command(cmd).directory(spec.directory().toFile()).environment(spec.environment())
                .redirectInput(InputStream.nullInputStream()).redirectOutput(lines(out)).redirectError(lines(err)).start();
            running.add(p.getProcess());
            try { return new ChildOutcome.Exited(p.getFuture().get().getExitValue()); }
            catch (ExecutionException e) { return new ChildOutcome.NotStarted(e.toString()); }
            finally { running.remove(p.getProcess()); }
        } catch (IOException e) { return new ChildOutcome.NotStarted(e.toString()); }
    }
    public Captured capture(ChildSpec spec, Duration d) throws InterruptedException {
        ByteArrayOutputStream o = new ByteArrayOutputStream(), e = new ByteArrayOutputStream();
        ChildOutcome r = run(spec, (b,n)->{o.write(b,0,n);o.write(10);}, (b,n)->{e.write(b,0,n);e.write(10);});
        return new Captured(r instanceof ChildOutcome.Exited x ? x.status() : -1, o.toByteArray(), e.toByteArray());
    }
    public List<Long> stopAll(Duration grace) { stopped = true; running.forEach(Process::destroy); return List.of(); }
    private static OutputStream lines(LineConsumer c) {
        return new OutputStream() {
            byte[] b = new byte[70000]; int n;
            @Override public void write(int x) { if (x == 10) { c.line(b, n); n = 0; } else if (n < b.length) b[n++] = (byte) x; }
        };
    }
    @Override public void close() { stopAll(Duration.ofSeconds(1)); }
}
