package io.broadsheet.club.posting;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.club.Club;
import io.broadsheet.club.Clubs;
import io.broadsheet.edition.EditionDispatcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pauses clubs where the bot cannot post any more, and lets those meet again that only a refusal
/// had paused, besides what else is done about it.
public final class ClubReachability implements Reachability {

    private static final Logger log = LoggerFactory.getLogger(ClubReachability.class);

    private final Reachability others;
    private final ClubPosts posts;
    private final EditionDispatcher dispatcher;
    private final Clubs clubs;

    /// @param others is told of everything first
    public ClubReachability(Reachability others, ClubPosts posts, EditionDispatcher dispatcher) {
        this.others = others;
        this.posts = posts;
        this.dispatcher = dispatcher;
        this.clubs = posts.desk().ports().clubs();
    }

    @Override
    public void lost(ChannelRef channel, Delivery.Refused why) {
        others.lost(channel, why);
        safely(channel, () -> clubs.of(channel).ifPresent(club -> posts.refused(club, why)));
    }

    @Override
    public void regained(ChannelRef channel) {
        others.regained(channel);
        safely(channel, () -> clubs.of(channel).ifPresent(club -> regained(club, false)));
    }

    @Override
    public void lost(Platform platform, String workspace, Delivery.Refused why) {
        others.lost(platform, workspace, why);
        safely(
                workspace,
                () ->
                        clubs.in(platform, workspace)
                                .forEach(club ->
                                        clubs.refuse(
                                                club.id(), why.refusal(), posts.desk().now())));
    }

    @Override
    public void regained(Platform platform, String workspace) {
        others.regained(platform, workspace);
        safely(
                workspace,
                () -> clubs.in(platform, workspace).forEach(club -> regained(club, false)));
    }

    @Override
    public void changed(Platform platform, Set<String> workspaces) {
        others.changed(platform, workspaces);
        for (String workspace : workspaces) {
            safely(
                    workspace,
                    () -> {
                        for (Club club : clubs.in(platform, workspace)) {
                            if (club.meets()) {
                                dispatcher
                                        .platform(platform)
                                        .flatMap(it -> it.check(club.channel()).denied())
                                        .ifPresent(why -> posts.refused(club, why));
                            } else {
                                regained(club, true);
                            }
                        }
                    });
        }
    }

    @Override
    public void recheck(Platform platform) {
        others.recheck(platform);
        safely(platform, () -> clubs.refused(platform).forEach(club -> regained(club, true)));
    }

    @Override
    public void renamed(ChannelRef channel, String name) {
        others.renamed(channel, name);
        safely(channel, () -> clubs.rename(channel, name));
    }

    /// @param surely whether it stays paused where it is not known if the bot may post
    private void regained(Club club, boolean surely) {
        List<Access> access =
                dispatcher.platform(club.channel().platform()).stream()
                        .map(it -> it.check(club.channel()))
                        .toList();
        boolean given =
                access.stream()
                        .anyMatch(it ->
                                switch (it) {
                                    case Access.Given _ -> true;
                                    case Access.Denied _ -> false;
                                    case Access.Unknown _ -> !surely;
                                });
        if (given && clubs.resume(club.id(), Optional.empty(), posts.desk().now())) {
            log.info("The club of {} meets again", club.channel());
            clubs.find(club.id()).ifPresent(posts::changed);
        }
    }

    private static void safely(Object where, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            log.error("What changed at {} could not be followed", where, e);
        }
    }
}
