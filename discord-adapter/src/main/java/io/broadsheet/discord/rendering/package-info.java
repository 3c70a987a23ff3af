/// Makes Discord's components and markup out of replies, within Discord's limits. Only here does
/// untrusted text become markup, and here it is escaped.
///
/// It asks Discord nothing.
@NullMarked
package io.broadsheet.discord.rendering;

import org.jspecify.annotations.NullMarked;
