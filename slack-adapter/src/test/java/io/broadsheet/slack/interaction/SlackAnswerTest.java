package io.broadsheet.slack.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.interaction.Patience;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.posting.SlackPosting;
import io.broadsheet.slack.posting.SlackUploads;
import io.broadsheet.slack.transport.SingleToken;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackTokens;
import io.broadsheet.slack.transport.SlackTraffic;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers of sizes that no command has today still get through, within what a response URL takes.
class SlackAnswerTest {

    private static final Person ANA = Person.named("ana");

    private final FakeSlack slack = FakeSlack.start();
    private final SlackClients clients = SlackClients.to(slack.apiUrl(), new SlackTraffic());
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final InFlight inFlight = new InFlight();
    private final SlackTokens tokens = new SingleToken(slack.botToken());
    private FakeSlackAnswer asked;

    @BeforeEach
    void askSomething() {
        // Nobody is connected, so it is answered by nobody but this test.
        asked = slack.command(ANA, "general", "search diffusion");
    }

    @AfterEach
    void stop() throws InterruptedException {
        assertThat(inFlight.drain(Duration.ofSeconds(20))).isTrue();
        assertThat(slack.violations()).isEmpty();
        workers.shutdownNow();
        clients.close();
        slack.close();
    }

    private void answer(Reply reply) {
        SlackUploads uploads = new SlackUploads(clients);
        SlackAnswer.Means means =
                new SlackAnswer.Means(
                        new SlackResponder(clients),
                        new SlackPosting(clients, tokens, uploads, inFlight),
                        uploads,
                        clients,
                        tokens,
                        workers,
                        inFlight,
                        Patience.USUAL,
                        Clock.systemUTC());
        SlackRequester requester =
                new SlackRequester(
                        FakeSlack.TEAM,
                        ANA.id(),
                        ANA.name(),
                        slack.channel("general").id(),
                        "general");
        SlackAnswer.to(means, requester, asked.responseUrl(), asked.trigger, "")
                .afterwards(SlackAnswerTest::caller, _ -> reply, Audience.ASKER);
    }

    private static Caller caller() {
        return new Caller(
                new UserRef(Platform.SLACK, FakeSlack.TEAM, ANA.id()),
                new ChannelRef(Platform.SLACK, FakeSlack.TEAM, "C1"),
                "ana",
                "general",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                false,
                Set.of());
    }

    private static Reply paragraphs(int count) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(Block.paragraph("Paragraph number " + i + "."));
        }
        return Reply.of(blocks);
    }

    @Test
    void aLongAnswerComesInSeveralMessages() {
        answer(paragraphs(150));
        List<Message> messages = asked.messages(4);

        assertThat(messages.getLast().shown()).contains("Paragraph number 149.");
    }

    @Test
    void anAnswerTooLongForTheResponseUrlComesAsAFile() {
        answer(paragraphs(400));
        List<Message> messages = asked.messages(2);

        assertThat(messages.getFirst().shown()).contains("Paragraph number 0.");
        assertThat(messages.getLast().shown()).contains("answer.txt is in our direct messages");
        assertThat(slack.filesIn(FakeSlack.directChannel(ANA.id())).get("answer.txt"))
                .contains("Paragraph number 0.")
                .contains("Paragraph number 399.");
    }

    @Test
    void whatIsSaidForTheTimeBeingIsFollowedByTheAnswer() {
        CompletableFuture<Reply> sequel = new CompletableFuture<>();
        answer(Reply.say("Looking it up.").until(sequel));
        assertThat(asked.messages(1).getFirst().shown()).contains("Looking it up.");
        sequel.complete(Reply.say("Here it is."));
        assertThat(asked.messages(2).getLast().shown()).contains("Here it is.");
    }

    @Test
    void whatFitsNowhereIsSaidToBeMissing() {
        slack.grant("commands", "chat:write");
        answer(Reply.of(new Block.File("export.json", "application/json", "x ".repeat(30_000))));
        List<Message> messages = asked.messages(5);

        assertThat(messages.get(1).shown()).startsWith("x x x");
        assertThat(messages.getLast().shown())
                .contains("The rest of export.json")
                .contains("files:write");
        long shown =
                messages.stream()
                        .flatMapToInt(message -> message.shown().chars())
                        .filter(c -> c == 'x')
                        .count();
        assertThat(shown).isGreaterThan(4_000);
    }
}
