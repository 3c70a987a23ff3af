package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.discord.installation.DiscordInvitation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet discord`.
@Command(
        name = "discord",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Set the bot up on Discord.",
        subcommands = DiscordCommand.Invite.class)
final class DiscordCommand implements Runnable {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec known = requireNonNull(spec);
        known.commandLine().usage(known.commandLine().getOut());
    }

    /// `broadsheet discord invite`.
    @Command(
            name = "invite",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Print the link that brings the bot into a server, with exactly the permissions it uses.")
    static final class Invite implements Callable<Integer> {

        @ParentCommand private @Nullable DiscordCommand discord;

        @Spec private @Nullable CommandSpec spec;

        @Option(
                names = "--application",
                paramLabel = "ID",
                description =
                        "The application's id, from General Information in the developer portal. Without it the id is read"
                                + " from the configured token.")
        private @Nullable String application;

        @Override
        public Integer call() throws Exception {
            String id = application == null ? fromToken() : application;
            if (!id.matches("\\d{15,20}")) {
                throw new ParameterException(
                        requireNonNull(spec).commandLine(),
                        "Invalid value for --application: '"
                                + id
                                + "' must be 15 to 20 digits, for example 1100000000000000001.");
            }
            PrintWriter out = requireNonNull(spec).commandLine().getOut();
            out.println("To bring the bot into a server, open this and choose the server:");
            out.println();
            out.println("  " + DiscordInvitation.of(id));
            out.println();
            out.println(
                    "It may there: " + String.join(", ", DiscordInvitation.permissions()) + ".");
            out.println();
            out.println("To use it yourself wherever you are, without a server's consent:");
            out.println();
            out.println("  " + DiscordInvitation.forPerson(id));
            out.flush();
            return ExitCode.OK;
        }

        private String fromToken() throws Exception {
            Main started = requireNonNull(requireNonNull(discord).main);
            String token = started.configuration().settings().discord().token();
            return DiscordInvitation.application(token)
                    .orElseThrow(() ->
                            new CannotStart(
                                    token.isEmpty()
                                            ? "There is no token for Discord. Set DISCORD_TOKEN, or say --application ID."
                                            : "The token for Discord names no application. Copy it anew, or say"
                                                    + " --application ID."));
        }
    }
}
