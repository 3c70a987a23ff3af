package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.config.Yaml;
import io.broadsheet.slack.installation.SlackManifest;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet slack`.
@Command(
        name = "slack",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Set the bot up on Slack.",
        subcommands = SlackCommand.Manifest.class)
final class SlackCommand implements Runnable {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec known = requireNonNull(spec);
        known.commandLine().usage(known.commandLine().getOut());
    }

    /// How the manifest is written.
    enum Format {
        JSON,
        YAML
    }

    /// `broadsheet slack manifest`.
    @Command(
            name = "manifest",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Print the app manifest to paste at https://api.slack.com/apps, made from the commands there are. Domains"
                            + " to unfurl and the address for installations are taken from the configuration.")
    static final class Manifest implements Callable<Integer> {

        @ParentCommand private @Nullable SlackCommand slack;

        @Spec private @Nullable CommandSpec spec;

        @Option(
                names = "--http",
                paramLabel = "ADDRESS",
                description =
                        "Have Slack's requests sent to this public address, for example https://bot.example.org, instead of"
                                + " Socket Mode.")
        private @Nullable String http;

        @Option(
                names = "--install",
                paramLabel = "ADDRESS",
                description =
                        "Let workspaces install the bot at this public address; without it the configured one.")
        private @Nullable String install;

        @Option(
                names = "--format",
                paramLabel = "json|yaml",
                description = "json, unless said otherwise.")
        private Format format = Format.JSON;

        @Override
        public Integer call() throws Exception {
            Settings.Slack settings =
                    requireNonNull(requireNonNull(slack).main).configuration().settings().slack();
            String address = install == null ? settings.install().address() : install;
            SlackManifest.Wishes wishes;
            try {
                wishes =
                        new SlackManifest.Wishes(
                                Optional.ofNullable(http).map(URI::create),
                                settings.path(),
                                Optional.of(address).filter(it -> !it.isEmpty()).map(URI::create),
                                settings.unfurlDomains());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
            }
            PrintWriter out = requireNonNull(spec).commandLine().getOut();
            out.print(text(wishes, format));
            out.flush();
            return ExitCode.OK;
        }

        static String text(SlackManifest.Wishes wishes, Format format) {
            String json = SlackManifest.json(wishes);
            return switch (format) {
                case JSON -> json;
                case YAML -> Yaml.of(json);
            };
        }
    }
}
