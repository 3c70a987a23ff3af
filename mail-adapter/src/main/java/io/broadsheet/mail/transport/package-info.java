/// The connection to the mail server: settings, login, connections that are used again, and what a
/// refusal means. It knows nothing of what mails say.
@NullMarked
package io.broadsheet.mail.transport;

import org.jspecify.annotations.NullMarked;
