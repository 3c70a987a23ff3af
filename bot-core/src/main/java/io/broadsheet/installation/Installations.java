package io.broadsheet.installation;

import io.broadsheet.chat.Platform;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to the workspaces that installed the bot. Every change is kept when its method returns.
public interface Installations {

    /// Keeps a new installation in place of one that the workspace may have had.
    void keep(Installation installation);

    /// The workspace's installation, revoked or not.
    Optional<Installation> find(Platform platform, String workspace);

    /// A platform's installations, revoked or not, those installed first first.
    List<Installation> all(Platform platform);

    /// Notes that the bot is in workspaces, of a platform where they give it no secret. Those not
    /// known yet and those that had taken it back count as installed at this time; nothing changes
    /// about the others.
    void present(Platform platform, Collection<String> workspaces, Instant at);

    /// Puts a secret sealed anew in place of the same secret, unless it has changed meanwhile.
    ///
    /// @return whether it had not
    boolean reseal(Platform platform, String workspace, String before, String after);

    /// Takes an installation back and deletes its secret, unless it was installed anew since.
    ///
    /// @param happened when the workspace took it back: an installation later than that stays
    /// @param at now; [#purge] counts from here
    /// @return whether it was active and no newer
    boolean revoke(Platform platform, String workspace, Instant happened, Instant at);

    /// Deletes everything that belongs to a workspace: its installation, its people and what they
    /// did, its channels, their schedules and posts. Nothing happens where the workspace has
    /// installed the bot again.
    ///
    /// @param revokedBefore nothing happens either where it was revoked at this time or later
    /// @return how many rows were deleted
    int purge(Platform platform, String workspace, Instant revokedBefore);

    /// Uses up a word that is good once. Of many who use it at the same time one succeeds.
    ///
    /// @param until how long it has to be remembered
    /// @return whether it had not been used before
    boolean useOnce(String word, Instant until, Instant now);
}
