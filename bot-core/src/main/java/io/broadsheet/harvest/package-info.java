/// Takes in what the network sources have, day by day and without gaps, and finds out what papers
/// known by their title only are. It may not know how sources are asked, nor what wakes it.
@NullMarked
package io.broadsheet.harvest;

import org.jspecify.annotations.NullMarked;
