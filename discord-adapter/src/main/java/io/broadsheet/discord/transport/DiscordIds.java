package io.broadsheet.discord.transport;

import net.dv8tion.jda.api.utils.MiscUtil;

/// Discord's ids, which the core keeps as text.
public final class DiscordIds {

    /// What stands for a server's id where there is no server: in direct messages.
    public static final String DIRECT = "@me";

    private DiscordIds() {}

    /// An id as the SDK takes it.
    ///
    /// @return 0, which names nothing, where the text is no id of Discord's
    public static long number(String id) {
        try {
            return MiscUtil.parseSnowflake(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
