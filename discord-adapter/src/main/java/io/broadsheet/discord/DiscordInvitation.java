package io.broadsheet.discord;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import net.dv8tion.jda.api.Permission;

/// The link that brings the bot into a server, with exactly the permissions that it uses.
final class DiscordInvitation {

    /// What for: see channels and post there, in threads as well; open discussions; attach
    /// citations; show links; read back its own posts. Publishing in announcement channels is part
    /// of posting there.
    private static final Set<Permission> PERMISSIONS =
            EnumSet.of(
                    Permission.VIEW_CHANNEL,
                    Permission.MESSAGE_SEND,
                    Permission.MESSAGE_SEND_IN_THREADS,
                    Permission.CREATE_PUBLIC_THREADS,
                    Permission.MESSAGE_EMBED_LINKS,
                    Permission.MESSAGE_ATTACH_FILES,
                    Permission.MESSAGE_HISTORY);

    private DiscordInvitation() {}

    static URI of(String application) {
        return URI.create(
                "https://discord.com/oauth2/authorize?client_id="
                        + application
                        + "&permissions="
                        + Permission.getRaw(PERMISSIONS)
                        + "&scope=bot+applications.commands");
    }

    static Set<String> permissionNames() {
        Set<String> names = new LinkedHashSet<>();
        PERMISSIONS.forEach(permission -> names.add(permission.getName()));
        return names;
    }
}
