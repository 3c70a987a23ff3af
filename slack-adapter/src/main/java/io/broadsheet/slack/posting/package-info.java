/// Posts by schedule, exactly once: messages, their files, and the marks by which a post is found
/// again where nobody knows whether Slack took it.
///
/// It may not know what was asked by people: that is `interaction`.
@NullMarked
package io.broadsheet.slack.posting;

import org.jspecify.annotations.NullMarked;
