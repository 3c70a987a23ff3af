/// Which papers to suggest to a person or a channel, and why. It may not know how a suggestion
/// looks or through which command it was asked for.
@NullMarked
package io.broadsheet.recommend;

import org.jspecify.annotations.NullMarked;
