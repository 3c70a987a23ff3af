package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.recommend.Window;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [SecretLinks] does.
abstract class SecretLinksContract extends StoreContract {

    private static final FeedSubject SHELF = new FeedSubject.ShelfFeed();
    private static final FeedSubject TOPIC = new FeedSubject.TopicFeed("token/pruning");

    @Test
    void aChannelHasOneLinkUntilItIsRevoked() {
        ChannelLink link = links().open(VISION, "vision", NOON);
        reopen();

        assertThat(link.token()).matches("[A-Za-z0-9_-]{32}");
        assertThat(links().channel(link.token())).contains(link);
        assertThat(links().of(VISION)).contains(link);
        assertThat(links().open(VISION, "seeing", NOON.plusSeconds(9)))
                .isEqualTo(new ChannelLink(VISION, link.token(), "seeing", false, NOON));
        assertThat(links().of(AUDIO)).isEmpty();

        assertThat(links().revoke(VISION)).isTrue();
        assertThat(links().revoke(VISION)).isFalse();
        assertThat(links().channel(link.token())).isEmpty();
        assertThat(links().open(VISION, "vision", NOON).token()).isNotEqualTo(link.token());
    }

    @Test
    void onlyWhatIsListedIsNamedInPublic() {
        assertThat(links().list(VISION, true)).isFalse();
        links().open(VISION, "vision", NOON);
        links().open(AUDIO, "audio", NOON);
        assertThat(links().listed()).isEmpty();

        assertThat(links().list(VISION, true)).isTrue();
        assertThat(links().listed()).extracting(ChannelLink::channel).containsExactly(VISION);
        // A link that is made anew is as secret as the first one was.
        links().revoke(VISION);
        links().open(VISION, "vision", NOON);
        assertThat(links().listed()).isEmpty();
    }

    @Test
    void aPersonHasOneLinkToAFeed() {
        PersonLink shelf = links().give(ANN, SHELF, NOON);
        PersonLink topic = links().give(ANN, TOPIC, NOON.plusSeconds(1));
        PersonLink other = links().give(BOB, SHELF, NOON);
        reopen();

        assertThat(links().give(ANN, SHELF, NOON.plusSeconds(5))).isEqualTo(shelf);
        assertThat(other.token()).isNotEqualTo(shelf.token());
        assertThat(links().of(ANN)).containsExactly(shelf, topic);
        assertThat(links().person(topic.token())).contains(topic);
        assertThat(links().person("nobody's")).isEmpty();

        assertThat(links().revoke(ANN, SHELF)).isTrue();
        assertThat(links().revoke(ANN, SHELF)).isFalse();
        assertThat(links().person(shelf.token())).isEmpty();
        assertThat(links().revokeAll(ANN)).isEqualTo(1);
        assertThat(links().of(ANN)).isEmpty();
        assertThat(links().of(BOB)).containsExactly(other);
    }

    @Test
    void whoeverIsForgottenHasNoFeedAnyMore() {
        PersonLink shelf = links().give(ANN, SHELF, NOON);

        assertThat(library.export(ANN).get("secret feeds").toString())
                .contains("shelf", shelf.token());
        library.forget(ANN);

        assertThat(links().person(shelf.token())).isEmpty();
    }

    @Test
    void tokensAreNeverTheSame() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            tokens.add(links().open(VISION, "vision", NOON).token());
            links().revoke(VISION);
        }
        tokens.add(links().give(ANN, new FeedSubject.TrendingFeed(Window.DAY), NOON).token());

        assertThat(tokens).hasSize(51);
    }

    private SecretLinks links() {
        return store.links();
    }
}
