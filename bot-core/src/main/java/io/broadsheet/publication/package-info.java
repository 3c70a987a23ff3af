/// What people outside chat get to read: the catalogue as everybody may see it, what a secret link
/// leads to, and which links there are. It shows nothing that `docs/privacy.md` does not allow.
@NullMarked
package io.broadsheet.publication;

import org.jspecify.annotations.NullMarked;
