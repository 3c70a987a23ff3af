/// The ports to the papers the bot knows: keeping them, finding them by id, and searching them. It
/// may not know how they are stored or indexed.
@NullMarked
package io.broadsheet.catalogue;

import org.jspecify.annotations.NullMarked;
