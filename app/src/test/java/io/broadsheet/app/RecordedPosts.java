package io.broadsheet.app;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps what a bot posts as it says it, for comparison with what another bot that lives through
/// the same posts on a real platform's fake.
final class RecordedPosts extends PlainPlatform {

    /// @param person empty where it is posted in a channel
    record Post(Optional<UserRef> person, Reply message) {}

    private final Platform platform;
    private final Set<Caller.Feature> features;
    private final List<Post> posts = new ArrayList<>();
    private final Map<Integer, CommandCode> ballot = new HashMap<>();
    private @Nullable CommandCode offer;

    /// @param features those of the platform that it stands for
    RecordedPosts(Platform platform, Set<Caller.Feature> features) {
        this.platform = platform;
        this.features = features;
    }

    /// What was posted since this was last asked.
    List<Post> taken() {
        List<Post> taken = List.copyOf(posts);
        posts.clear();
        return taken;
    }

    /// What a vote for a candidate carries, of the last vote that was posted.
    CommandCode vote(int place) {
        return Optional.ofNullable(ballot.get(place)).orElseThrow();
    }

    /// What takes the turn that was offered last.
    CommandCode offer() {
        return Optional.ofNullable(offer).orElseThrow();
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Set<Caller.Feature> features() {
        return features;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        posts.add(new Post(Optional.empty(), message));
        for (Block block : message.blocks()) {
            if (block instanceof Block.Poll poll) {
                ballot.clear();
                poll.choices().forEach(choice -> ballot.put(choice.number(), choice.press()));
            }
        }
        return new Delivery.Posted(key);
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        posts.add(new Post(Optional.of(user), message));
        message.blocks().stream()
                .filter(Block.Buttons.class::isInstance)
                .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                .filter(button -> button.label().equals("Yes, I take it"))
                .forEach(button -> offer = ((Button.Run) button).code());
        return new Delivery.Posted(key);
    }
}
