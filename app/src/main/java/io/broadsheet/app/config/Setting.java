package io.broadsheet.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes one value of the configuration file to the [Binder].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {

    /// The key in the file where Java allows no component of that name; empty for the component's.
    String key() default "";

    /// What holds where the file says nothing, written as in the file; lists are separated by
    /// commas.
    String fallback();

    /// One right value, shown when a wrong one was given.
    String example();

    /// Completes "must be ..." where the type alone does not say it.
    String must() default "";

    /// Smallest number allowed.
    int least() default Integer.MIN_VALUE;

    /// Largest number allowed.
    int most() default Integer.MAX_VALUE;

    /// Whether a relative path starts at the working directory instead of the distribution's
    /// `config/`.
    boolean fromWorkingDirectory() default false;

    /// Whether a wrong value is not shown, since people put secrets there that do not belong there.
    boolean hidden() default false;

    /// A regular expression that a text must match in full.
    String pattern() default "";
}
