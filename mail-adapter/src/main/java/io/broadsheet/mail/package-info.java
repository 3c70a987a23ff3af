/// Mail: what the core posts to a subscription's place goes to its address, over SMTP. It decides
/// nothing and never sees a paper.
@NullMarked
package io.broadsheet.mail;

import org.jspecify.annotations.NullMarked;
