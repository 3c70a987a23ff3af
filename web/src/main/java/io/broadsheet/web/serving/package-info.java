/// How the website answers: which path leads to which page, who may ask and how often, and what
/// every answer says besides its body. It may not know what stands on a page.
@NullMarked
package io.broadsheet.web.serving;

import org.jspecify.annotations.NullMarked;
