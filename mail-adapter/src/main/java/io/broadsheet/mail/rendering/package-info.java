/// Replies become mails: a subject, HTML from a template that escapes, and plain text that says the
/// same. It knows nothing of how mail is sent.
@NullMarked
package io.broadsheet.mail.rendering;

import org.jspecify.annotations.NullMarked;
