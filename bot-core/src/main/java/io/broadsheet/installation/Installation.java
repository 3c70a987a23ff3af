package io.broadsheet.installation;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A workspace that installed the bot.
///
/// @param workspace the platform's own id of the workspace
/// @param name how the workspace is called
/// @param bot the platform's own id of the bot in the workspace
/// @param installer who installed it; empty where nobody is known, or they have been forgotten
/// @param scopes what the bot may do there, in the platform's own words
/// @param sealed the secret it gave, as a [Keyring] sealed it; empty since it was revoked, and on
///   platforms where there is none
/// @param installed when, to the millisecond; moves with every new installation
/// @param revoked when it was taken back
public record Installation(
        Platform platform,
        String workspace,
        String name,
        String bot,
        Optional<UserRef> installer,
        List<String> scopes,
        Optional<String> sealed,
        Instant installed,
        Optional<Instant> revoked) {

    public Installation {
        requireNonNull(platform);
        requireNonNull(workspace);
        requireNonNull(name);
        requireNonNull(bot);
        requireNonNull(installer);
        requireNonNull(sealed);
        requireNonNull(installed);
        requireNonNull(revoked);
        scopes = List.copyOf(scopes);
    }

    /// Whether the bot may work there.
    public boolean active() {
        return revoked.isEmpty() && sealed.isPresent();
    }

    /// What the secret of a workspace is bound to: sealed for one, it opens for no other.
    public static String seal(Platform platform, String workspace) {
        return platform + "/" + workspace;
    }
}
