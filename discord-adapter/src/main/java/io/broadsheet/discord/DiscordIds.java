package io.broadsheet.discord;

import net.dv8tion.jda.api.utils.MiscUtil;

/// Discord's ids, which the core keeps as text.
final class DiscordIds {

    /// What stands for a server's id where there is no server: in direct messages.
    static final String DIRECT = "@me";

    private DiscordIds() {}

    /// An id as the SDK takes it.
    ///
    /// @return 0, which names nothing, where the text is no id of Discord's
    static long number(String id) {
        try {
            return MiscUtil.parseSnowflake(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
