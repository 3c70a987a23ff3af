/// Says in a line what a paper is about: sentences of an abstract, their roles, and the one that
/// says what the authors did or found. It may not know platforms, nor how the line is shown.
@NullMarked
package io.broadsheet.summary;

import org.jspecify.annotations.NullMarked;
