/// Who gets papers by mail: addresses and their secrecy, confirmation, the links in mails, and what
/// may be done by them. It knows nothing of how mail is sent, nor of pages.
@NullMarked
package io.broadsheet.subscription;

import org.jspecify.annotations.NullMarked;
