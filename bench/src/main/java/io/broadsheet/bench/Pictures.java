package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import com.slack.api.SlackConfig;
import com.slack.api.util.json.GsonFactory;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Conversation;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.rendering.CommandMentions;
import io.broadsheet.discord.rendering.DiscordRenderer;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.rendering.SlackRenderer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks the bot for the answers that the README shows, and writes them as Slack and Discord get
/// them, to be drawn by `docs/pictures/draw`.
@Command(
        name = "pictures",
        description = "Writes the messages that the README's pictures show, as JSON.",
        mixinStandardHelpOptions = true)
final class Pictures implements Callable<Integer> {

    private static final long MILLIS_BETWEEN_LOOKS = 100;
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    @Option(
            names = "--papers",
            paramLabel = "FILE",
            required = true,
            description = "The papers that the bot knows: a file that `import` reads.")
    private @Nullable Path papers;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where the JSON goes.")
    private @Nullable Path out;

    @Option(
            names = "--embeddings",
            paramLabel = "MODEL",
            defaultValue = CoreSettings.BGE_SMALL,
            description = "The model, or none (default: ${DEFAULT-VALUE}).")
    private String embeddings = CoreSettings.BGE_SMALL;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(requireNonNull(out));
        Path home = Files.createTempDirectory("pictures-");
        CoreSettings settings =
                new CoreSettings(home, List.of(requireNonNull(papers)), embeddings, 2);
        try (BotCore core = BotCore.start(settings, Clock.systemUTC())) {
            while (core.papers() == 0
                    || core.search().readiness().papers() < core.papers()
                    || core.search().readiness().rebuilding()) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
            if (!embeddings.equals(CoreSettings.NO_MODEL)) {
                core.awaitMeaning(AT_MOST);
            }
            Conversation talk = core.conversation();
            Caller ana = caller(Platform.CONSOLE);
            Reply added = talk.typed("schedule add daily 09:00 UTC about token pruning", ana);
            // Where it cannot post, it asks first.
            added.blocks().stream()
                    .filter(Block.Buttons.class::isInstance)
                    .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                    .filter(Button.Run.class::isInstance)
                    .map(Button.Run.class::cast)
                    .filter(button -> button.role() == Button.Role.CONFIRM)
                    .findFirst()
                    .ifPresent(button -> talk.pressed(button.code(), ana));
            Map<String, Reply> shown =
                    Map.of(
                            "list", talk.typed("search vision tokenizers", ana),
                            "card", talk.typed("show 2", ana),
                            "post", posted(talk.typed("schedule preview 1", ana)));
            PrintWriter said = requireNonNull(spec).commandLine().getOut();
            for (Map.Entry<String, Reply> each : shown.entrySet()) {
                write(folder.resolve("slack-" + each.getKey() + ".json"), slack(each.getValue()));
                write(
                        folder.resolve("discord-" + each.getKey() + ".json"),
                        discord(each.getValue()));
                said.println(
                        each.getKey()
                                + ": "
                                + each.getValue().plain().lines().findFirst().orElse(""));
            }
            said.flush();
        }
        return 0;
    }

    /// What a channel sees of a preview: not who else sees it.
    private static Reply posted(Reply preview) {
        List<Block> blocks = preview.blocks();
        return Reply.of(blocks.subList(1, blocks.size()));
    }

    private static Caller caller(Platform platform) {
        return new Caller(
                new UserRef(platform, "T1", "U1"),
                new ChannelRef(platform, "T1", "C1"),
                "ana",
                "reading",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                true,
                Set.of(
                        Caller.Feature.THREADS,
                        Caller.Feature.SHARING,
                        Caller.Feature.FORMS,
                        Caller.Feature.CHANGING));
    }

    private static String slack(Reply reply) {
        Gson gson = GsonFactory.createSnakeCase(new SlackConfig());
        return "{\"blocks\":"
                + gson.toJson(SlackRenderer.render(reply).messages().getFirst().blocks())
                + "}";
    }

    private static String discord(Reply reply) {
        return new DiscordRenderer(new CommandMentions())
                .render(reply)
                .getFirst()
                .toData()
                .toString();
    }

    private static void write(Path file, String json) throws IOException {
        Files.writeString(file, json + "\n");
    }
}
