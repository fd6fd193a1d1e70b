package dev.brigade.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether this machine has a browser and its driver. */
final class BrowserMachine implements ExecutionCondition {
    static final Path BROWSER = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER)) {
            return ConditionEvaluationResult.enabled("this machine has Chromium");
        }
        String line = "the browser tests are not run: install the packages chromium and chromium-driver";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(line + "; under CI=true that is a failure");
        }
        if (!SAID.getAndSet(true)) {
            System.out.println("[brigade] " + line);
        }
        return ConditionEvaluationResult.disabled(line);
    }
}
