/// The pages behind the links of mails, and the form that subscribes. Nothing changes by opening a
/// page; what changes something is a form with a button.
@NullMarked
package io.broadsheet.web.mail;

import org.jspecify.annotations.NullMarked;
