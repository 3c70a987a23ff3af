package io.broadsheet.discord.installation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.Permission;

/// The link that brings the bot into a server, with exactly the permissions that it uses.
public final class DiscordInvitation {

    /// What for: see channels and post there, in threads as well; open discussions; attach what
    /// does not fit into a message; find a post whose answer got lost. Publishing in announcement
    /// channels is part of posting there. Answering commands needs none.
    public static final Set<Permission> PERMISSIONS =
            EnumSet.of(
                    Permission.VIEW_CHANNEL,
                    Permission.MESSAGE_SEND,
                    Permission.MESSAGE_SEND_IN_THREADS,
                    Permission.CREATE_PUBLIC_THREADS,
                    Permission.MESSAGE_ATTACH_FILES,
                    Permission.MESSAGE_HISTORY);

    private DiscordInvitation() {}

    /// The link for an application.
    ///
    /// @param application the application's id
    public static URI of(String application) {
        return URI.create(
                "https://discord.com/oauth2/authorize?client_id="
                        + application
                        + "&permissions="
                        + Permission.getRaw(PERMISSIONS)
                        + "&integration_type=0&scope=bot+applications.commands");
    }

    /// The link with which a person brings the bot along, to use it wherever they are.
    ///
    /// @param application the application's id
    public static URI forPerson(String application) {
        return URI.create(
                "https://discord.com/oauth2/authorize?client_id="
                        + application
                        + "&integration_type=1&scope=applications.commands");
    }

    /// The application that a bot's token belongs to: its first part is the id, in base 64.
    public static Optional<String> application(String token) {
        try {
            String id =
                    new String(
                            Base64.getUrlDecoder().decode(token.split("\\.", 2)[0]),
                            StandardCharsets.US_ASCII);
            return Optional.of(id).filter(it -> it.matches("\\d{15,20}"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What the invited bot may do, in Discord's words.
    public static List<String> permissions() {
        return PERMISSIONS.stream().map(Permission::getName).toList();
    }
}
