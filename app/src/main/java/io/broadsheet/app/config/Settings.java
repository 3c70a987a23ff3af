package io.broadsheet.app.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/// The configuration, complete: what the file leaves out has its fallback. `config/broadsheet.yaml`
/// explains every key.
///
/// @param home where all state lives
/// @param zone the time zone of people and channels whose own is unknown
/// @param pictures whether cards and posts show the pictures that sources have of papers
public record Settings(
        @Setting(
                        fallback = "${ENV:BROADSHEET_HOME:}",
                        example = "/var/lib/broadsheet",
                        must = "a directory; empty for the usual place",
                        fromWorkingDirectory = true)
                Path home,
        @Setting(fallback = "UTC", example = "Europe/Berlin") ZoneId zone,
        @Setting(fallback = "true", example = "true") boolean pictures,
        Database database,
        Backup backup,
        Logging logging,
        Catalogue catalogue,
        Search search,
        Sources sources,
        Http http,
        WebSettings web,
        MailServer mail,
        Interaction interaction,
        Slack slack,
        Discord discord,
        Console console) {

    /// Where the store is.
    ///
    /// @param url empty for a SQLite file in the home directory
    public record Database(
            @Setting(
                            fallback = "${ENV:BROADSHEET_DATABASE_URL:}",
                            example = "postgresql://localhost:5432/broadsheet",
                            must =
                                    "empty, or the address of a PostgreSQL database without user and password",
                            hidden = true,
                            pattern =
                                    "|(?:jdbc:)?postgres(?:ql)?://(?:[^@:/?\\s\\[\\]]+|\\[[0-9a-fA-F:.]+\\])(?::\\d{1,5})?"
                                            + "/[^@/?\\s]+(?:\\?sslmode=[a-z-]+)?")
                    String url,
            @Setting(
                            fallback = "${ENV:BROADSHEET_DATABASE_USER:broadsheet}",
                            example = "broadsheet")
                    String user,
            @Setting(fallback = "${ENV:BROADSHEET_DATABASE_PASSWORD:}", example = "a password")
                    String password) {}

    /// @param bundled files taken in at the first start, while the catalogue is empty
    public record Catalogue(
            @Setting(fallback = "catalogue/papers.jsonl", example = "[catalogue/papers.jsonl]")
                    List<Path> bundled) {
        public Catalogue {
            bundled = List.copyOf(bundled);
        }
    }

    /// @param embeddings `none`, `bge-small-en-v1.5-q`, or the full name of a class that is a
    ///   LangChain4j `EmbeddingModel`
    /// @param threads how many threads compute vectors, 1 to 64
    public record Search(
            @Setting(
                            fallback = "bge-small-en-v1.5-q",
                            example = "bge-small-en-v1.5-q",
                            must =
                                    "none, bge-small-en-v1.5-q or the full name of an EmbeddingModel class",
                            pattern =
                                    "none|bge-small-en-v1\\.5-q|(?:\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*\\.)+\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*")
                    String embeddings,
            @Setting(fallback = "1", example = "1", least = 1, most = 64) int threads) {}

    /// Where new papers come from.
    ///
    /// @param contact how the sources' people reach whoever runs this bot
    /// @param firstDays how many days are taken in of a source that was never harvested
    public record Sources(
            @Setting(
                            fallback = "${ENV:BROADSHEET_CONTACT:}",
                            example = "papers@example.org",
                            must = "empty, or an address of mail or of a web page, on one line",
                            pattern = "|[\\x21-\\x7e]{3,200}")
                    String contact,
            @Setting(fallback = "14", example = "14", least = 1, most = 3_650) int firstDays,
            HuggingFace huggingFace,
            Arxiv arxiv,
            SemanticScholar semanticScholar,
            OpenAlex openAlex) {}

    /// Hugging Face's papers.
    ///
    /// @param url the site, without a path
    /// @param token of an account, for a larger allowance; empty for none
    /// @param refreshedDays for how many days votes and stars are kept up to date
    /// @param search whether people may have their words sent to its search
    public record HuggingFace(
            @Setting(fallback = "true", example = "true") boolean enabled,
            @Setting(
                            fallback = "https://huggingface.co",
                            example = "https://huggingface.co",
                            must = Settings.ADDRESS_FORM,
                            pattern = Settings.ADDRESS_PATTERN)
                    String url,
            @Setting(
                            fallback = "${ENV:HF_TOKEN:}",
                            example = "hf_...",
                            must = Settings.KEY_FORM,
                            pattern = Settings.KEY_PATTERN)
                    String token,
            @Setting(fallback = "7", example = "7", least = 0, most = 90) int refreshedDays,
            @Setting(fallback = "true", example = "true") boolean search) {}

    /// arXiv.
    ///
    /// @param apiUrl the query API
    /// @param oaiUrl the OAI-PMH interface
    /// @param rssUrl the feeds of announcements, without a path
    /// @param categories whose papers are harvested
    /// @param secondsBetweenRequests in all processes together
    public record Arxiv(
            @Setting(fallback = "true", example = "true") boolean enabled,
            @Setting(
                            fallback = "https://export.arxiv.org/api/query",
                            example = "https://export.arxiv.org/api/query",
                            must = Settings.ADDRESS_FORM,
                            pattern = Settings.ADDRESS_PATTERN)
                    String apiUrl,
            @Setting(
                            fallback = "https://oaipmh.arxiv.org/oai",
                            example = "https://oaipmh.arxiv.org/oai",
                            must = Settings.ADDRESS_FORM,
                            pattern = Settings.ADDRESS_PATTERN)
                    String oaiUrl,
            @Setting(
                            fallback = "https://rss.arxiv.org",
                            example = "https://rss.arxiv.org",
                            must = Settings.ADDRESS_FORM,
                            pattern = Settings.ADDRESS_PATTERN)
                    String rssUrl,
            @Setting(
                            fallback = "cs.AI, cs.CL, cs.CV, cs.LG",
                            example = "[cs.CV, stat.ML]",
                            must = "a list of arXiv's categories",
                            pattern =
                                    "[a-z]{2,8}(?:-[a-z]{2,4})?(?:\\.[A-Za-z]{2}(?:-[a-z]{2,8})?|\\.[a-z]{2,8}(?:-[a-z]{2,8})?)?")
                    List<String> categories,
            @Setting(fallback = "3", example = "3", least = 0, most = 3_600)
                    int secondsBetweenRequests) {
        public Arxiv {
            categories = List.copyOf(categories);
        }
    }

    /// Semantic Scholar, for lookups.
    ///
    /// @param key empty for the allowance that everybody shares
    public record SemanticScholar(
            @Setting(fallback = "false", example = "true") boolean enabled,
            @Setting(
                            fallback = "https://api.semanticscholar.org",
                            example = "https://api.semanticscholar.org",
                            must = Settings.ADDRESS_FORM,
                            pattern = Settings.ADDRESS_PATTERN)
                    String url,
            @Setting(
                            fallback = "${ENV:SEMANTIC_SCHOLAR_KEY:}",
                            example = "a key",
                            must = Settings.KEY_FORM,
                            pattern = Settings.KEY_PATTERN)
                    String key) {}

    /// OpenAlex, for lookups.
    ///
    /// @param key OpenAlex asks for one
    public record OpenAlex(
            @Setting(fallback = "false", example = "true") boolean enabled,
            @Setting(
                            fallback = "https://api.openalex.org",
                            example = "https://api.openalex.org",
                            must = Settings.ADDRESS_FORM,
                            pattern = Settings.ADDRESS_PATTERN)
                    String url,
            @Setting(
                            fallback = "${ENV:OPENALEX_KEY:}",
                            example = "a key",
                            must = Settings.KEY_FORM,
                            pattern = Settings.KEY_PATTERN)
                    String key) {}

    /// What holds on every chat platform for what people do there.
    ///
    /// @param patienceMillis how long an answer is waited for before the platform is told that it
    ///   comes later
    public record Interaction(
            @Setting(fallback = "100", example = "100", least = 0, most = 1_000)
                    int patienceMillis) {}

    /// Where `broadsheet serve` logs to; other commands log to files, so that their answer is all
    /// that they print.
    ///
    /// @param to `files` below the home directory, `stdout` as text, or `json` to standard output,
    ///   a line for each entry
    public record Logging(
            @Setting(
                            fallback = "${ENV:BROADSHEET_LOG:files}",
                            example = "stdout",
                            must = "files, stdout or json",
                            pattern = "files|stdout|json")
                    String to) {}

    /// Backups that `broadsheet serve` makes by itself.
    ///
    /// @param directory where they go, one a day; empty for none
    /// @param hour from which hour on in the bot's zone, 0 to 23
    /// @param keep how many are kept, the latest
    public record Backup(
            @Setting(fallback = "${ENV:BROADSHEET_BACKUP_DIRECTORY:}", example = "/backups")
                    String directory,
            @Setting(fallback = "3", example = "3", least = 0, most = 23) int hour,
            @Setting(fallback = "7", example = "7", least = 1, most = 1_000) int keep) {}

    /// The HTTP server of `broadsheet serve`.
    ///
    /// @param address the interface it listens on
    /// @param port 0 takes any free one
    /// @param publicAddress the interface of `publicPort`, empty for `address`
    /// @param publicPort where what is for everybody is served, and nothing else; 0 takes any free
    ///   one, -1 serves it on `port`
    public record Http(
            @Setting(fallback = "true", example = "true") boolean enabled,
            @Setting(
                            fallback = "${ENV:BROADSHEET_HTTP_ADDRESS:127.0.0.1}",
                            example = "127.0.0.1",
                            must = "the IP address of an interface of this computer, or localhost",
                            pattern = "localhost|[0-9a-fA-F.:]{2,45}")
                    String address,
            @Setting(
                            fallback = "${ENV:BROADSHEET_HTTP_PORT:8080}",
                            example = "8080",
                            least = 0,
                            most = 65535)
                    int port,
            @Setting(
                            fallback = "${ENV:BROADSHEET_HTTP_PUBLIC_ADDRESS:}",
                            example = "0.0.0.0",
                            must = "the IP address of an interface of this computer, or localhost",
                            pattern = "|localhost|[0-9a-fA-F.:]{2,45}")
                    String publicAddress,
            @Setting(
                            fallback = "${ENV:BROADSHEET_HTTP_PUBLIC_PORT:-1}",
                            example = "8081",
                            least = -1,
                            most = 65535)
                    int publicPort) {}

    /// The bot on Slack.
    ///
    /// @param botToken the bot's token, empty for no Slack
    /// @param appToken the app-level token of Socket Mode
    /// @param signingSecret what Slack signs its requests with in HTTP mode
    /// @param mode `socket` or `http`
    /// @param path where Slack's requests arrive in HTTP mode
    /// @param apiUrl Slack's Web API, ending before the methods' names
    /// @param administrators the ids of people who administer every channel
    /// @param unfurlDomains domains whose links to papers are unfurled, at most five
    /// @param install how workspaces install the bot by themselves
    public record Slack(
            @Setting(
                            fallback = "${ENV:SLACK_BOT_TOKEN:}",
                            example = "xoxb-...",
                            must = "empty, or a bot's token, which begins with xoxb-",
                            pattern = "|xoxb-[\\w-]+")
                    String botToken,
            @Setting(
                            fallback = "${ENV:SLACK_APP_TOKEN:}",
                            example = "xapp-...",
                            must = "empty, or an app-level token, which begins with xapp-",
                            pattern = "|xapp-[\\w-]+")
                    String appToken,
            @Setting(
                            fallback = "${ENV:SLACK_SIGNING_SECRET:}",
                            example = "8f742231b10e8888abcd99yyyzzz85a5",
                            must = "empty, or the app's signing secret",
                            pattern = "|[\\w-]{16,128}")
                    String signingSecret,
            @Setting(
                            fallback = "socket",
                            example = "socket",
                            must = "socket or http",
                            pattern = "socket|http")
                    String mode,
            @Setting(
                            fallback = "/slack/events",
                            example = "/slack/events",
                            must =
                                    "a path such as /slack/events, and not /livez, /readyz or /metrics",
                            pattern =
                                    "(?!/(?:livez|readyz|metrics)$)(?:/[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)+/?")
                    String path,
            @Setting(
                            fallback = "https://slack.com/api/",
                            example = "https://slack.com/api/",
                            must = "an http or https address",
                            pattern = "https?://[^\\s/]+(?:/[^\\s]*)?")
                    String apiUrl,
            @Setting(
                            fallback = "",
                            example = "[U012AB3CD]",
                            must = "ids of Slack members",
                            pattern = "[UW][A-Z0-9]{2,30}")
                    List<String> administrators,
            @Setting(
                            fallback = "",
                            example = "[papers.example.org]",
                            must = "domains",
                            pattern = "[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+")
                    List<String> unfurlDomains,
            SlackInstall install) {
        public Slack {
            administrators = List.copyOf(administrators);
            unfurlDomains = List.copyOf(unfurlDomains);
        }
    }

    /// How Slack workspaces install the bot by themselves, each with a token of its own.
    ///
    /// @param clientId the app's client id, empty where there is one workspace with one token
    /// @param clientSecret the app's client secret
    /// @param address the bot's public address
    /// @param keys what tokens are encrypted with, separated by commas; the first one encrypts
    /// @param purgeAfterDays how many days what belongs to a workspace is kept after it left
    public record SlackInstall(
            @Setting(
                            fallback = "${ENV:SLACK_CLIENT_ID:}",
                            example = "1234567890.1234567890123",
                            must = "empty, or the app's client id, two numbers with a dot between",
                            pattern = "|\\d+\\.\\d+")
                    String clientId,
            @Setting(
                            fallback = "${ENV:SLACK_CLIENT_SECRET:}",
                            example = "0123456789abcdef0123456789abcdef",
                            must = "empty, or the app's client secret",
                            pattern = "|[\\w-]{16,128}")
                    String clientSecret,
            @Setting(
                            fallback = "${ENV:SLACK_PUBLIC_ADDRESS:}",
                            example = "https://bot.example.org",
                            must = "empty, or the https address under which the bot is reached",
                            pattern =
                                    "|https://[^\\s/?#]+(?:/[^\\s?#]*)?|http://(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?")
                    String address,
            @Setting(
                            fallback = "${ENV:SLACK_TOKEN_KEYS:}",
                            example = "the output of: openssl rand -base64 32",
                            must = "empty, or keys of 32 bytes in base64, separated by commas",
                            pattern =
                                    "|[A-Za-z0-9+/_=-]{43,44}(?:\\s*,\\s*[A-Za-z0-9+/_=-]{43,44})*")
                    String keys,
            @Setting(fallback = "7", example = "7", least = 0, most = 365) int purgeAfterDays) {}

    /// The bot on Discord.
    ///
    /// @param token the bot's token, empty for no Discord
    /// @param restUrl Discord's REST interface
    /// @param gatewayUrl Discord's gateway, empty for the one that Discord names
    /// @param shards how many connections there are in all processes, 0 for as many as Discord
    ///   recommends
    /// @param firstShard the first of them here
    /// @param lastShard the last of them here; -1 for the last there is
    /// @param administrators the ids of people who administer every channel, and look into the bot
    /// @param crosspost whether posts in announcement channels are published to their followers
    /// @param messages whether messages that mention the bot, and direct ones, are answered
    /// @param reactions whether reactions to the bot's messages count as votes and saves
    /// @param purgeAfterDays how many days what belongs to a server is kept after it removed the
    ///   bot
    public record Discord(
            @Setting(
                            fallback = "${ENV:DISCORD_TOKEN:}",
                            example = "MTEw...",
                            must =
                                    "empty, or a bot's token, which has three parts with dots between",
                            pattern = "|[\\w-]+\\.[\\w-]+\\.[\\w-]+")
                    String token,
            @Setting(
                            fallback = "https://discord.com/api/v10",
                            example = "https://discord.com/api/v10",
                            must = "an http or https address",
                            pattern = "https?://[^\\s/]+(?:/[^\\s]*)?")
                    String restUrl,
            @Setting(
                            fallback = "",
                            example = "wss://gateway.discord.gg",
                            must = "empty, or a ws or wss address",
                            pattern = "|wss?://[^\\s/]+(?:/[^\\s]*)?")
                    String gatewayUrl,
            @Setting(fallback = "0", example = "0", least = 0, most = 10_000) int shards,
            @Setting(fallback = "0", example = "0", least = 0, most = 9_999) int firstShard,
            @Setting(fallback = "-1", example = "-1", least = -1, most = 9_999) int lastShard,
            @Setting(
                            fallback = "",
                            example = "[80351110224678912]",
                            must = "ids of Discord users",
                            pattern = "\\d{15,20}")
                    List<String> administrators,
            @Setting(fallback = "false", example = "false") boolean crosspost,
            @Setting(fallback = "true", example = "true") boolean messages,
            @Setting(fallback = "true", example = "true") boolean reactions,
            @Setting(fallback = "7", example = "7", least = 0, most = 365) int purgeAfterDays) {
        public Discord {
            administrators = List.copyOf(administrators);
        }
    }

    /// What the console takes where its options say nothing.
    ///
    /// @param name how the person at the console is called
    /// @param channel the channel they are in, without `#`
    /// @param zone their time zone; `system` in the file means the computer's
    /// @param administrator whether they may change what belongs to the channel
    /// @param width how many columns text is at most wrapped to, 40 to 400
    public record Console(
            @Setting(
                            fallback = "${ENV:USER:you}",
                            example = "ana",
                            must = Settings.NAME_FORM,
                            pattern = Settings.NAME_PATTERN)
                    String name,
            @Setting(
                            fallback = "general",
                            example = "general",
                            must = Settings.NAME_FORM,
                            pattern = Settings.NAME_PATTERN)
                    String channel,
            @Setting(fallback = "system", example = "Europe/Berlin") ZoneId zone,
            @Setting(fallback = "true", example = "true") boolean administrator,
            @Setting(fallback = "100", example = "100", least = 40, most = 400) int width) {}

    /// A source's address.
    static final String ADDRESS_PATTERN =
            "https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}\\])(?::\\d{1,5})?(?:/[A-Za-z0-9._~/-]*)?";

    /// The same in words.
    static final String ADDRESS_FORM = "an http or https address without user and query";

    /// A key that goes into a header of HTTP.
    static final String KEY_PATTERN = "[\\x21-\\x7e]{0,500}";

    /// The same in words.
    static final String KEY_FORM = "empty, or a key of letters, digits and signs without spaces";

    /// What a person or a channel may be called in the console.
    public static final String NAME_PATTERN = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]{0,79}";

    /// The same in words.
    public static final String NAME_FORM =
            "1 to 80 letters, digits, dots, hyphens or underscores, beginning with a letter or digit";
}
