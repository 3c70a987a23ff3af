/// Posts by schedule, exactly once: messages, threads and forum posts, and the marks by which a
/// post is found again where nobody knows whether Discord took it.
///
/// It may not know what was asked by people: that is `interaction`.
@NullMarked
package io.broadsheet.discord.posting;

import org.jspecify.annotations.NullMarked;
