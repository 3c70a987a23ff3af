/// When a channel or a person gets something: schedules, digests, how people say them and when they
/// fall due. It may not know what is posted then, nor what fires it.
@NullMarked
package io.broadsheet.schedule;

import org.jspecify.annotations.NullMarked;
