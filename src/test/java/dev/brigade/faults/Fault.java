package dev.brigade.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A row of the table that the suite ends with: what a test does to the program. Methods with the same words are one
 * row.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Fault {
    /** What is done. */
    String value();

    /** How many faults each run of the method stands for. */
    int runs() default 1;
}
