/// The HTTP server: what it answers to probes, and paths that others mount on it. It may not know
/// what the bot does.
@NullMarked
package io.broadsheet.app.http;

import org.jspecify.annotations.NullMarked;
