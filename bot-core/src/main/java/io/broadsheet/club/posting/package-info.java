/// What clubs post, when and to whom, and what is settled by it. It may not know what fires it.
@NullMarked
package io.broadsheet.club.posting;

import org.jspecify.annotations.NullMarked;
