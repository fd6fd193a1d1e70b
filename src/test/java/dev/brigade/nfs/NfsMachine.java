package dev.brigade.nfs;

import dev.brigade.testing.Owner;
import dev.brigade.testing.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whether this machine can run an NFS server in a container and mount it. Looks only; asks the engine nothing that
 * takes time.
 */
final class NfsMachine implements ExecutionCondition {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = Missing.WHAT;
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("this machine mounts NFS and has an engine");
        }
        String line = "the NFS tests are not run: " + missing.get();
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(line + "; under CI=true that is a failure");
        }
        if (!SAID.getAndSet(true)) {
            System.out.println("[brigade] " + line);
        }
        return ConditionEvaluationResult.disabled(line);
    }

    /** Looked up once for all classes. */
    private static final class Missing {
        static final Optional<String> WHAT = find();

        private static Optional<String> find() {
            if (!Owner.ofThisProcess().isRoot()) {
                return Optional.of("only root can mount");
            }
            if (!succeeds("command -v mount.nfs")) {
                return Optional.of("mount.nfs is missing: install the package nfs-common");
            }
            if (!hasClient()) {
                return Optional.of("this kernel has no NFS client (.ci/run brings one that has)");
            }
            boolean engine = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
            return engine
                    ? Optional.empty()
                    : Optional.of("there is no Docker engine: neither DOCKER_HOST nor its socket");
        }

        /** A client that is a module is not in the list before it is loaded. */
        private static boolean hasClient() {
            return fileSystems().contains("\tnfs4\n")
                    || succeeds("modprobe -q -a nfsv4 nfsv3") && fileSystems().contains("\tnfs4\n");
        }

        private static String fileSystems() {
            try {
                return Files.readString(Path.of("/proc/filesystems"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean succeeds(String script) {
            String answer = new String(
                    Tools.inside(Path.of("/"), script + " >/dev/null 2>&1 && echo yes || echo no"),
                    StandardCharsets.UTF_8);
            return answer.strip().equals("yes");
        }
    }
}
