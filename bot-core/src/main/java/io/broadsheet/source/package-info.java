/// The ports to the network sources that papers come from: harvesting them day by day, looking up
/// one paper, and telling how they are. It may not know how sources are asked or who asks.
@NullMarked
package io.broadsheet.source;

import org.jspecify.annotations.NullMarked;
