/// Which workspaces installed the bot, and the sealed secrets they gave it. It may not know what a
/// secret is good for, nor what the bot does there.
@NullMarked
package io.broadsheet.installation;

import org.jspecify.annotations.NullMarked;
