package io.broadsheet.slack;

import com.slack.api.bolt.App;
import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.command.Conversation;
import io.broadsheet.slack.installation.BoltInstallations;
import io.broadsheet.slack.installation.SlackCaretaker;
import io.broadsheet.slack.installation.SlackEvents;
import io.broadsheet.slack.installation.SlackInstallations;
import io.broadsheet.slack.installation.SlackInstaller;
import io.broadsheet.slack.installation.SlackWelcome;
import io.broadsheet.slack.interaction.SlackAnswer;
import io.broadsheet.slack.interaction.SlackCallers;
import io.broadsheet.slack.interaction.SlackHome;
import io.broadsheet.slack.interaction.SlackUnfurling;
import io.broadsheet.slack.transport.SlackDirectory;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the bot does on Slack besides answering: it keeps Home tabs up to date, follows channels
/// and installations, unfurls links, and greets whoever installed it.
public final class SlackSurroundings implements AutoCloseable {

    private final Reachability reachability;
    private final Consumer<ChangeListener> listening;
    private final SlackCaretaker caretaker;
    private final Optional<SlackInstaller> installer;
    private final Optional<SlackInstallations> installations;
    private final List<String> unfurlDomains;
    private @Nullable SlackHome home;

    /// @param listening takes who is to hear of changes
    /// @param caretaker looks after installations; closed with this
    /// @param installer where workspaces install the bot by themselves
    /// @param installations where each workspace has its own token
    /// @param unfurlDomains domains whose links are unfurled, empty for none
    public SlackSurroundings(
            Reachability reachability,
            Consumer<ChangeListener> listening,
            SlackCaretaker caretaker,
            Optional<SlackInstaller> installer,
            Optional<SlackInstallations> installations,
            List<String> unfurlDomains) {
        this.reachability = reachability;
        this.listening = listening;
        this.caretaker = caretaker;
        this.installer = installer;
        this.installations = installations;
        this.unfurlDomains = List.copyOf(unfurlDomains);
    }

    public void attach(
            App app,
            Conversation conversation,
            SlackCallers callers,
            SlackDirectory directory,
            SlackAnswer.Means means,
            ZoneId zone) {
        home = new SlackHome(conversation, callers, directory, means);
        home.register(app);
        listening.accept(home);
        new SlackEvents(reachability, caretaker, directory, means.inFlight(), means.clock())
                .register(app);
        new SlackUnfurling(conversation, unfurlDomains, means, zone).register(app);
        installations.ifPresent(it -> {
            app.service(new BoltInstallations(it, means.clock()));
            it.doubtThrough(caretaker::doubt);
        });
        installer.ifPresent(it -> it.greetThrough(new SlackWelcome(means.posting())));
        installations.ifPresent(SlackInstallations::resealAll);
        caretaker.start();
    }

    /// Slack takes the token again: what its refusal stopped goes on.
    void accepted() {
        caretaker.lookAgain();
        reachability.recheck(Platform.SLACK);
    }

    @Override
    public void close() {
        SlackHome attached = home;
        if (attached != null) {
            attached.close();
        }
        caretaker.close();
        installer.ifPresent(SlackInstaller::close);
    }
}
