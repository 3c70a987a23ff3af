/// Makes Slack's blocks, views and markup out of replies and forms, within Slack's limits. Only
/// here does untrusted text become markup, and here it is escaped.
///
/// It asks Slack nothing.
@NullMarked
package io.broadsheet.slack.rendering;

import org.jspecify.annotations.NullMarked;
