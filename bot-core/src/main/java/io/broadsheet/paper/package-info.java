/// What a research paper is: its identity, its texts, its links. It may not know where papers come
/// from, where they are kept or who reads them.
@NullMarked
package io.broadsheet.paper;

import org.jspecify.annotations.NullMarked;
