/// A mail server of the tests: real SMTP over real sockets, with a will of its own.
@NullMarked
package io.broadsheet.mail.fake;

import org.jspecify.annotations.NullMarked;
