/// Writes papers as citations, and a person's data as a file, in the formats other programs read.
/// It may not know who asked or where the file goes.
@NullMarked
package io.broadsheet.export;

import org.jspecify.annotations.NullMarked;
