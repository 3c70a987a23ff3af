/// The pages: what each template is given, and the routes that lead to it.
@NullMarked
package io.broadsheet.web.page;

import org.jspecify.annotations.NullMarked;
