package dev.brigade.nfs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * Tests that mount an {@link NfsServer}; left out as a whole, in one line, where this machine cannot, and a failure
 * there under CI.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("nfs")
@ExtendWith(NfsMachine.class)
@Testcontainers
@interface NfsTest {}
