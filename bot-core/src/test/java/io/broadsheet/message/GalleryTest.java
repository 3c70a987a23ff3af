package io.broadsheet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What renderers are tested with leaves nothing out.
class GalleryTest {

    @Test
    void theGalleryShowsEveryBlockPlacementAndKind() {
        Set<Class<?>> blocks = new HashSet<>();
        Set<Reply.Placement> placements = EnumSet.noneOf(Reply.Placement.class);
        Set<Reply.Kind> kinds = EnumSet.noneOf(Reply.Kind.class);
        Gallery.replies()
                .values()
                .forEach(reply -> {
                    reply.blocks().forEach(block -> blocks.add(block.getClass()));
                    placements.add(reply.placement());
                    kinds.add(reply.kind());
                });

        assertThat(blocks).containsAll(List.of(Block.class.getPermittedSubclasses()));
        assertThat(placements).containsExactlyInAnyOrder(Reply.Placement.values());
        assertThat(kinds).containsExactlyInAnyOrder(Reply.Kind.values());
        assertThat(Gallery.replies().keySet()).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theSameSeedGivesTheSameReplies() {
        RandomReplies one = new RandomReplies(7);
        RandomReplies other = new RandomReplies(7);
        for (int i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }
}
