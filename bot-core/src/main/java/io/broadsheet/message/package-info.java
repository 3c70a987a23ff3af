/// The platform-neutral message: replies, blocks, typed text and buttons. It may not know any
/// platform's markup, nor what a paper is.
@NullMarked
package io.broadsheet.message;

import org.jspecify.annotations.NullMarked;
