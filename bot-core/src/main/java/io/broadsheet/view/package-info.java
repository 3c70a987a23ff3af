/// Turns papers, lists and scheduled posts into neutral blocks. It may not know any platform, nor
/// touch a store.
@NullMarked
package io.broadsheet.view;

import org.jspecify.annotations.NullMarked;
