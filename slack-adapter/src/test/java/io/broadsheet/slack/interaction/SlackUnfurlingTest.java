package io.broadsheet.slack.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.broadsheet.core.BotCore;
import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.Workspaces;
import io.broadsheet.slack.fake.BlockKit;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links to papers, unfurled for the domains that an operator declared.
class SlackUnfurlingTest {

    private static final Person ANA = Person.named("ana");
    private static final String PAPER = "https://arxiv.org/abs/2501.00001";

    @TempDir Path home;

    SlackConfig.Mode mode() {
        return SlackConfig.Mode.SOCKET;
    }

    private final FakeSlack slack =
            FakeSlack.start()
                    .grant("commands", "chat:write", "users:read", "links:read", "links:write");
    private BotCore core;
    private Workspaces bot;

    @BeforeEach
    void start() throws Exception {
        core = SlackBot.core(home);
        Path papers =
                Files.writeString(
                        home.resolve("papers.jsonl"),
                        """
                        {"id":"2501.00001","title":"Pruning <vision> & tokens","abstract":"We prune <!channel> tokens. %s","authors":["Ann Author"],"published":"2026-02-01"}
                        """
                                .formatted("More. ".repeat(400)));
        core.take(List.of(papers), ImportListener.NONE);
    }

    @AfterEach
    void stop() {
        bot.close();
        core.close();
        slack.close();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void showsThePaperBelowALinkToIt() throws Exception {
        bot = Workspaces.single(slack, mode(), core, "arxiv.org");
        shared(PAPER, "arxiv.org", "", "");

        Map<String, String> unfurl = unfurled();
        assertThat(unfurl)
                .containsEntry("channel", "C0GENERAL1")
                .containsEntry("ts", "1521666709.000001")
                .doesNotContainKey("unfurl_id");
        JsonArray blocks = blocks(unfurl, PAPER);
        assertThat(BlockKit.messageProblems(blocks)).isEmpty();
        assertThat(String.join("\n", BlockKit.visible(blocks)))
                .contains("Pruning <vision> & tokens")
                .contains("We prune <!channel> tokens");
        assertThat(unfurl.get("unfurls")).doesNotContain("mrkdwn\",\"text\":\"<!channel>");
        assertThat(BlockKit.pressables(blocks)).extracting("label").contains("Open", "Save");
    }

    @Test
    void aLinkThatIsStillBeingWrittenIsNamedByItsId() throws Exception {
        bot = Workspaces.single(slack, mode(), core, "arxiv.org");
        shared(PAPER, "arxiv.org", "C7NQEAE5Q.1521666709.000001", "composer");

        assertThat(unfurled())
                .containsEntry("unfurl_id", "C7NQEAE5Q.1521666709.000001")
                .containsEntry("source", "composer")
                .doesNotContainKeys("channel", "ts");
    }

    @Test
    void leavesOtherDomainsAndOtherPagesAlone() throws Exception {
        bot = Workspaces.single(slack, mode(), core, "papers.example.org");
        shared(PAPER, "arxiv.org", "", "");
        shared("https://papers.example.org/about", "papers.example.org", "", "");
        shared("https://notpapers.example.org/abs/2501.00001", "notpapers.example.org", "", "");
        assertThat(slack.command(ANA, "general", "help").message()).isNotNull();

        assertThat(slack.calls("chat\\.unfurl")).isZero();
    }

    @Test
    void isOffWhereNoDomainIsDeclared() throws Exception {
        bot = Workspaces.single(slack, mode(), core);
        shared(PAPER, "arxiv.org", "", "");
        assertThat(slack.command(ANA, "general", "help").message()).isNotNull();

        assertThat(slack.calls("chat\\.unfurl")).isZero();
        assertThat(SlackManifest.json(SlackManifest.Wishes.SHIPPED))
                .doesNotContain("link_shared")
                .doesNotContain("links:")
                .doesNotContain("unfurl_domains");
    }

    private void shared(String url, String domain, String unfurlId, String source) {
        JsonObject link = new JsonObject();
        link.addProperty("domain", domain);
        link.addProperty("url", url);
        JsonArray links = new JsonArray();
        links.add(link);
        JsonObject event = new JsonObject();
        event.addProperty("type", "link_shared");
        event.addProperty("channel", source.equals("composer") ? "COMPOSER" : "C0GENERAL1");
        event.addProperty("user", ANA.id());
        event.addProperty("message_ts", "1521666709.000001");
        event.addProperty("unfurl_id", unfurlId);
        event.addProperty("source", source);
        event.add("links", links);
        slack.event(event).acknowledgement();
    }

    private Map<String, String> unfurled() {
        FakeSlack.await("an unfurling", () -> !slack.unfurls().isEmpty());
        return slack.unfurls().getFirst();
    }

    private static JsonArray blocks(Map<String, String> unfurl, String url) {
        return JsonParser.parseString(unfurl.get("unfurls"))
                .getAsJsonObject()
                .getAsJsonObject(url)
                .getAsJsonArray("blocks");
    }
}
