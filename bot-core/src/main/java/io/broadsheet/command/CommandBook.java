package io.broadsheet.command;

import io.broadsheet.command.CommandSpec.Audience;
import io.broadsheet.command.CommandSpec.Entry;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.Completion;
import io.broadsheet.command.CommandSpec.Visibility;
import io.broadsheet.library.Interest;
import io.broadsheet.paper.Category;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every command there is, with how it is read: the one place where the vocabulary is written down.
public final class CommandBook {

    /// How the rest of a typed line is laid out over a command's options.
    @FunctionalInterface
    interface Layout {
        Arguments read(String rest);
    }

    /// How a command is made of what was given with it.
    @FunctionalInterface
    interface Reading {
        Command read(Arguments arguments) throws Misunderstanding;
    }

    record Page(CommandSpec spec, Layout layout, Reading reading) {}

    private static final Option PAPER =
            Option.text(
                            "paper",
                            "arXiv id, DOI, address, number in the last list, or words of the title")
                    .completing(Completion.PAPER);
    private static final Option HERE =
            Option.yesNo("here", "For this channel instead of for you (channel admins)");
    private static final String REFERENCE =
            "A paper can be an arXiv id, a DOI, an address of the paper, its number in the last list, or words of its title.";

    private static final Map<String, Page> PAGES = pages();

    private CommandBook() {}

    /// All commands, in the order of the book.
    public static List<CommandSpec> specs() {
        return PAGES.values().stream().map(Page::spec).toList();
    }

    /// The commands that can be typed, in the order of the book.
    public static List<CommandSpec> typed() {
        return specs().stream().filter(spec -> spec.entry() == Entry.TYPED).toList();
    }

    public static Optional<CommandSpec> spec(String name) {
        return page(name).map(Page::spec);
    }

    static Optional<Page> page(String name) {
        return Optional.ofNullable(PAGES.get(name));
    }

    private static Map<String, Page> pages() {
        List<Page> pages = new ArrayList<>();

        pages.add(
                new Page(
                        spec("search", Group.FIND, "Find papers by words, with filters")
                                .usage("<words> [filters]")
                                .option(
                                        Option.text(
                                                "words",
                                                "What to look for; filters may stand anywhere in it"))
                                .option(
                                        Option.text("author", "Part of an author's name")
                                                .optional()
                                                .completing(Completion.AUTHOR))
                                .option(
                                        Option.text("in", "A category, for example cs.CV")
                                                .optional())
                                .option(
                                        Option.text("since", "First date, for example 2025-01")
                                                .optional())
                                .option(
                                        Option.text(
                                                        "before",
                                                        "First date too late, for example 2025-06")
                                                .optional())
                                .option(Option.yesNo("code", "Only papers with code"))
                                .option(
                                        Option.choice(
                                                "sort",
                                                "Order of the results",
                                                "relevance",
                                                "new",
                                                "top"))
                                .example("search vision tokenizers")
                                .example("search \"token pruning\" in:cs.CV since:2024 has:code")
                                .example("search diffusion -video author:\"Kaiming He\" sort:new")
                                .note(
                                        "Filters, anywhere in the text: author:name, in:cs.CV, since:2025-01, before:2025-06, has:code,"
                                                + " \"a phrase\", -word, sort:new, sort:top.")
                                .shared(),
                        rest("words"),
                        arguments -> new Command.Search(searchText(arguments), 0)));
        pages.add(
                new Page(
                        spec(
                                        "show",
                                        Group.FIND,
                                        "Open one paper: abstract, links, votes, and who here saved it")
                                .usage("<paper>")
                                .option(PAPER)
                                .example("show 2503.11677")
                                .example("show 2")
                                .example("show https://arxiv.org/abs/2503.11677")
                                .note(REFERENCE)
                                .shared(),
                        rest("paper"),
                        arguments -> new Command.Show(paper(arguments, "show 2503.11677"))));
        pages.add(
                new Page(
                        spec(
                                        "similar",
                                        Group.FIND,
                                        "Papers like one paper, each with what they share")
                                .usage("<paper>")
                                .option(PAPER)
                                .example("similar 1")
                                .example("similar 2503.11677")
                                .note(REFERENCE)
                                .shared(),
                        rest("paper"),
                        arguments -> new Command.Similar(paper(arguments, "similar 1"), 0)));

        pages.add(
                new Page(
                        spec("save", Group.KEEP, "Put a paper on your shelf")
                                .usage("<paper>")
                                .option(PAPER)
                                .example("save 1")
                                .note(REFERENCE)
                                .quiet(),
                        rest("paper"),
                        arguments -> new Command.Save(paper(arguments, "save 1"))));
        pages.add(
                new Page(
                        spec("unsave", Group.KEEP, "Take a paper off your shelf")
                                .usage("<paper>")
                                .option(PAPER)
                                .example("unsave 1")
                                .quiet(),
                        rest("paper"),
                        arguments -> new Command.Unsave(paper(arguments, "unsave 1"))));
        pages.add(
                new Page(
                        spec("saved", Group.KEEP, "Your shelf, searchable")
                                .usage("[words]")
                                .option(Option.text("words", "Only papers about this").optional())
                                .example("saved")
                                .example("saved tokenizers")
                                .quiet(),
                        rest("words"),
                        arguments -> new Command.Saved(arguments.text("words"), 0)));
        pages.add(
                new Page(
                        spec("cite", Group.KEEP, "A citation, or your whole shelf as a file")
                                .usage("<paper|saved> [bibtex|ris|csv|json]")
                                .option(
                                        new Option(
                                                "paper",
                                                "A paper, or saved for your whole shelf",
                                                Option.Type.TEXT,
                                                true,
                                                List.of(),
                                                Completion.PAPER))
                                .option(
                                        Option.choice(
                                                "format",
                                                "Form of the citation",
                                                "bibtex",
                                                "ris",
                                                "csv",
                                                "json"))
                                .example("cite 1")
                                .example("cite saved ris")
                                .note(REFERENCE)
                                .quiet(),
                        lastWord("paper", "format", "bibtex", "ris", "csv", "json"),
                        arguments ->
                                new Command.Cite(
                                        CitedPaper.read(paper(arguments, "cite 1 bibtex")),
                                        choice(
                                                arguments,
                                                "format",
                                                Command.Cite.Format.class,
                                                Command.Cite.Format.BIBTEX,
                                                "cite 1 bibtex"))));

        pages.add(
                new Page(
                        spec("today", Group.DISCOVER, "The paper of the day of this channel")
                                .example("today")
                                .quiet(),
                        nothing(),
                        _ -> new Command.Today()));
        pages.add(
                new Page(
                        spec(
                                        "trending",
                                        Group.DISCOVER,
                                        "What is upvoted, here and at Hugging Face")
                                .usage("[day|week|month]")
                                .option(
                                        Option.choice(
                                                "window",
                                                "How far to look back",
                                                "day",
                                                "week",
                                                "month"))
                                .example("trending")
                                .example("trending month")
                                .quiet(),
                        rest("window"),
                        arguments ->
                                new Command.Trending(
                                        choice(
                                                arguments,
                                                "window",
                                                Window.class,
                                                Window.WEEK,
                                                "trending week"),
                                        0)));
        pages.add(
                new Page(
                        spec(
                                        "recommend",
                                        Group.DISCOVER,
                                        "Picks for you or for this channel, each with its reason")
                                .usage("[me|channel]")
                                .option(Option.choice("scope", "For whom", "me", "channel"))
                                .example("recommend")
                                .example("recommend channel")
                                .note(
                                        "Picks come from what was saved, upvoted and followed; muted, dismissed, saved and just shown"
                                                + " papers are left out.")
                                .quiet(),
                        rest("scope"),
                        arguments ->
                                new Command.Recommend(
                                        choice(
                                                arguments,
                                                "scope",
                                                Command.Recommend.Scope.class,
                                                Command.Recommend.Scope.ME,
                                                "recommend me"))));
        pages.add(
                new Page(
                        spec(
                                        "catchup",
                                        Group.DISCOVER,
                                        "The best papers of a span that you have not been shown")
                                .usage("[since <date|weekday>]")
                                .option(
                                        Option.text(
                                                        "since",
                                                        "A date or a weekday, for example monday")
                                                .optional())
                                .example("catchup since monday")
                                .example("catchup since 2025-06-01")
                                .note("Without a date it looks at the last seven days.")
                                .quiet(),
                        text ->
                                Arguments.of(
                                        "since", text.replaceFirst("(?i)^since\\b[:\\s]*", "")),
                        arguments -> new Command.CatchUp(arguments.text("since"))));

        pages.add(
                new Page(
                        spec("follow", Group.TUNE, "Follow a topic, an author or a category")
                                .usage("<topic|author:name|in:category> [here]")
                                .option(
                                        Option.text("topic", "Words, author:name or in:category")
                                                .completing(Completion.TOPIC))
                                .option(HERE)
                                .example("follow token pruning")
                                .example("follow author:\"Kaiming He\"")
                                .note(
                                        "What you follow feeds recommend and catchup. With here at the end, channel admins follow it for"
                                                + " the channel.")
                                .quiet(),
                        lastWord("topic", "here", "here"),
                        arguments ->
                                new Command.Follow(
                                        interest(arguments, "follow token pruning"),
                                        arguments.get("here").isPresent() && here(arguments))));
        pages.add(
                new Page(
                        spec("unfollow", Group.TUNE, "Stop following something")
                                .usage("<topic|author:name|in:category> [here]")
                                .option(
                                        Option.text("topic", "As following lists it")
                                                .completing(Completion.TOPIC))
                                .option(HERE)
                                .example("unfollow token pruning")
                                .quiet(),
                        lastWord("topic", "here", "here"),
                        arguments ->
                                new Command.Unfollow(
                                        interest(arguments, "unfollow token pruning"),
                                        here(arguments))));
        pages.add(
                new Page(
                        spec("following", Group.TUNE, "What you and this channel follow")
                                .example("following")
                                .quiet(),
                        nothing(),
                        _ -> new Command.Following()));
        pages.add(
                new Page(
                        spec(
                                        "mute",
                                        Group.TUNE,
                                        "Never suggest papers with a word, by an author or of a category")
                                .usage("<word|author:name|in:category> [here]")
                                .option(Option.text("topic", "A word, author:name or in:category"))
                                .option(HERE)
                                .example("mute medical")
                                .example("mute in:cs.CR here")
                                .note(
                                        "Muted papers are still found by search. With here at the end, channel admins mute it for the"
                                                + " channel.")
                                .quiet(),
                        lastWord("topic", "here", "here"),
                        arguments ->
                                new Command.Mute(
                                        interest(arguments, "mute medical"), here(arguments))));
        pages.add(
                new Page(
                        spec("unmute", Group.TUNE, "Take a mute back")
                                .usage("<word|author:name|in:category> [here]")
                                .option(Option.text("topic", "As muted lists it"))
                                .option(HERE)
                                .example("unmute medical")
                                .quiet(),
                        lastWord("topic", "here", "here"),
                        arguments ->
                                new Command.Unmute(
                                        interest(arguments, "unmute medical"), here(arguments))));
        pages.add(
                new Page(
                        spec("muted", Group.TUNE, "What you and this channel have muted")
                                .example("muted")
                                .quiet(),
                        nothing(),
                        _ -> new Command.Muted()));

        pages.add(
                new Page(
                        spec("schedule", Group.CHANNEL, "What this channel gets, and when")
                                .usage(
                                        "<add|list|pause|resume|remove|preview|now|log> [when] [zone]")
                                .option(
                                        Option.choice(
                                                        "action",
                                                        "What to do",
                                                        "add",
                                                        "list",
                                                        "pause",
                                                        "resume",
                                                        "remove",
                                                        "preview",
                                                        "now",
                                                        "log")
                                                .needed())
                                .option(
                                        Option.text(
                                                        "when",
                                                        "To add: days and time, for example weekdays 09:00")
                                                .optional())
                                .option(
                                        Option.text(
                                                        "zone",
                                                        "To add: a time zone, for example Europe/Berlin")
                                                .optional()
                                                .completing(Completion.ZONE))
                                .option(
                                        Option.text("about", "To add: a topic")
                                                .optional()
                                                .completing(Completion.TOPIC))
                                .option(
                                        Option.choice(
                                                "kind",
                                                "To add: one paper, or a list of up to ten",
                                                "paper",
                                                "digest"))
                                .option(Option.role("role", "To add: a role to mention"))
                                .option(
                                        Option.yesNo(
                                                "thread",
                                                "To add: whether each paper gets a thread for discussion"))
                                .option(
                                        Option.text(
                                                        "number",
                                                        "Which one, as schedule list numbers them")
                                                .optional()
                                                .completing(Completion.SCHEDULE))
                                .verb(
                                        "add",
                                        "Set one up; I read it back before it counts (channel admins)",
                                        List.of("when"),
                                        "zone",
                                        "about",
                                        "kind",
                                        "role",
                                        "thread")
                                .verb("list", "What this channel gets, and when")
                                .verb("pause", "Stop one for a while (channel admins)", "number")
                                .verb("resume", "Let one go on (channel admins)", "number")
                                .verb("remove", "End one (channel admins)", "number")
                                .verb(
                                        "preview",
                                        "What one would post next, for your eyes",
                                        "number")
                                .verb("now", "Post one now (channel admins)", "number")
                                .verb("log", "What became of one's posts, and why", "number")
                                .example(
                                        "schedule add weekdays 09:00 Europe/Berlin about vision tokenizers")
                                .example("schedule add every Monday 8:30 Berlin as digest")
                                .example("schedule list")
                                .example("schedule preview 1")
                                .note(
                                        "Days are daily, weekdays or names of days; about and a topic may follow, as digest for a"
                                                + " list of up to ten papers, and without thread for posts without one. Channel admins add, pause, resume and remove; everybody"
                                                + " may list, preview and log.")
                                .quiet(),
                        CommandBook::scheduleLine,
                        CommandBook::schedule));
        pages.add(
                new Page(
                        spec("digest", Group.CHANNEL, "Papers picked for you by direct message")
                                .usage("[daily|weekly|off] [time zone]")
                                .option(
                                        Option.choice(
                                                "rhythm", "How often", "daily", "weekly", "off"))
                                .option(
                                        Option.text(
                                                        "zone",
                                                        "Your time zone, for example Europe/Berlin")
                                                .optional()
                                                .completing(Completion.ZONE))
                                .example("digest weekly")
                                .example("digest daily Europe/Berlin")
                                .example("digest off")
                                .note(
                                        "It comes at 09:00, weekly on Mondays, and not at all when there is nothing new.")
                                .quiet(),
                        text -> {
                            int blank = text.indexOf(' ');
                            return blank < 0
                                    ? Arguments.of("rhythm", text)
                                    : new Arguments(
                                            Map.of(
                                                    "rhythm",
                                                    text.substring(0, blank),
                                                    "zone",
                                                    text.substring(blank + 1)));
                        },
                        CommandBook::digest));

        pages.add(
                new Page(
                        spec(
                                        "submit",
                                        Group.YOU,
                                        "Bring a paper to the catalogue and get the credit")
                                .usage("<paper address or id>")
                                .option(
                                        Option.text(
                                                "paper", "arXiv id, DOI or address of the paper"))
                                .example("submit https://arxiv.org/abs/2503.11677")
                                .quiet(),
                        rest("paper"),
                        arguments -> new Command.Submit(paper(arguments, "submit 2503.11677"))));
        pages.add(
                new Page(
                        spec(
                                        "me",
                                        Group.YOU,
                                        "What is stored about you: see it, export it, delete it")
                                .usage("[export|forget]")
                                .option(
                                        Option.choice(
                                                "what", "What to do with it", "export", "forget"))
                                .example("me")
                                .example("me export")
                                .example("me forget")
                                .quiet(),
                        rest("what"),
                        arguments ->
                                new Command.Me(
                                        choice(
                                                arguments,
                                                "what",
                                                Command.Me.What.class,
                                                Command.Me.What.SHOW,
                                                "me export"))));
        pages.add(
                new Page(
                        spec(
                                        "doctor",
                                        Group.YOU,
                                        "How the bot is: connections, store, schedules (channel admins)")
                                .example("doctor")
                                .build(Visibility.CALLER, Audience.CHANNEL_ADMINS),
                        nothing(),
                        _ -> new Command.Doctor()));
        pages.add(
                new Page(
                        spec("help", Group.YOU, "All commands, or one with examples")
                                .usage("[command]")
                                .option(
                                        Option.text("command", "A command's name")
                                                .optional()
                                                .completing(Completion.COMMAND))
                                .example("help")
                                .example("help search")
                                .quiet(),
                        rest("command"),
                        arguments -> new Command.Help(arguments.text("command"))));

        pages.add(
                pressed("form", "Open the search form", nothing(), _ -> new Command.SearchForm()));
        pages.add(
                new Page(
                        spec("ask", Group.FIND, "Ask a source what it finds, or what trends there")
                                .entry(Entry.PRESSED)
                                .shared(),
                        rest("words"),
                        arguments -> new Command.Ask(arguments.text("words"), 0)));
        pages.add(
                pressed(
                        "find",
                        "Find the papers that a message refers to",
                        rest("message"),
                        arguments -> new Command.FindIn(arguments.text("message"))));
        pages.add(
                pressed(
                        "settle",
                        "Say whether a post in doubt is there",
                        lastWord("occurrence", "verdict", "there", "again"),
                        arguments ->
                                new Command.Settle(
                                        arguments.text("occurrence"),
                                        arguments.text("verdict").equals("there"))));
        pages.add(onPaper("upvote", "Vote for a paper", Command.Upvote::new));
        pages.add(onPaper("unvote", "Take a vote back", Command.WithdrawVote::new));
        pages.add(onPaper("dismiss", "Say that a paper is not for you", Command.Dismiss::new));
        pages.add(
                onPaper(
                        "undismiss",
                        "Say that a paper is for you after all",
                        Command.Undismiss::new));
        pages.add(onPaper("discuss", "Open a discussion about a paper", Command.Discuss::new));
        pages.add(
                new Page(
                        spec("share", Group.FIND, "Show an answer to everybody in the channel")
                                .entry(Entry.PRESSED)
                                .build(Visibility.CHANNEL, Audience.EVERYBODY),
                        rest("answer"),
                        arguments ->
                                new Command.Share(CommandLine.command(arguments.text("answer")))));

        Map<String, Page> byName = new LinkedHashMap<>();
        pages.forEach(page -> byName.put(page.spec().name(), page));
        return byName;
    }

    private static Page pressed(String name, String summary, Layout layout, Reading reading) {
        return new Page(
                spec(name, Group.FIND, summary)
                        .entry(Entry.PRESSED)
                        .build(Visibility.CALLER, Audience.EVERYBODY),
                layout,
                reading);
    }

    private static Page onPaper(
            String name, String summary, java.util.function.Function<String, Command> command) {
        return pressed(
                name,
                summary,
                rest("paper"),
                arguments -> command.apply(paper(arguments, name + " 1")));
    }

    // --- layouts ---

    private static Layout nothing() {
        return rest("unexpected");
    }

    private static Layout rest(String option) {
        return text -> Arguments.of(option, text);
    }

    /// The last word belongs to `last` where it is one of the choices, everything before it to
    /// `first`.
    private static Layout lastWord(String first, String last, String... choices) {
        return text -> {
            String line = text.strip();
            int blank = line.lastIndexOf(' ');
            String word = line.substring(blank + 1).toLowerCase(Locale.ROOT);
            return blank > 0 && Arrays.asList(choices).contains(word)
                    ? new Arguments(Map.of(first, line.substring(0, blank), last, word))
                    : Arguments.of(first, line);
        };
    }

    // --- readings ---

    private static String searchText(Arguments arguments) throws Misunderstanding {
        StringBuilder text = new StringBuilder(arguments.text("words"));
        arguments
                .get("author")
                .ifPresent(name ->
                        text.append(" author:\"").append(name.replace("\"", "")).append('"'));
        for (String filter : List.of("in", "since", "before", "sort")) {
            arguments
                    .get(filter)
                    .ifPresent(value -> text.append(' ').append(filter).append(':').append(value));
        }
        if (arguments.yes("code")) {
            text.append(" has:code");
        }
        String query = text.toString().strip();
        if (query.isEmpty()) {
            throw new Misunderstanding("Tell me what to search for.", "search vision tokenizers");
        }
        return query;
    }

    /// What people may call the verbs of schedules.
    private static final Map<String, String> OTHER_VERBS =
            Map.ofEntries(
                    Map.entry("create", "add"),
                    Map.entry("new", "add"),
                    Map.entry("delete", "remove"),
                    Map.entry("cancel", "remove"),
                    Map.entry("end", "remove"),
                    Map.entry("rm", "remove"),
                    Map.entry("stop", "pause"),
                    Map.entry("start", "resume"),
                    Map.entry("continue", "resume"),
                    Map.entry("show", "list"),
                    Map.entry("post", "now"),
                    Map.entry("history", "log"));

    /// A whole order in words, as it is typed in a line; where there are options, nobody gives this
    /// one.
    private static final String ORDER = "order";

    private static Arguments scheduleLine(String text) {
        int blank = text.indexOf(' ');
        String action = blank < 0 ? text : text.substring(0, blank);
        String rest = blank < 0 ? "" : text.substring(blank + 1);
        boolean describes = action.equalsIgnoreCase("add") || action.equalsIgnoreCase("set");
        return new Arguments(Map.of("action", action, describes ? ORDER : "number", rest));
    }

    private static Command schedule(Arguments arguments) throws Misunderstanding {
        Command.Schedule.Action action = action(arguments);
        if (action != Command.Schedule.Action.ADD && action != Command.Schedule.Action.SET) {
            return new Command.Schedule(
                    action, arguments.text("number").replaceFirst("^#\\s*(?=\\d)", ""));
        }
        String example = "schedule add weekdays 09:00 Europe/Berlin";
        Optional<String> line = arguments.get(ORDER);
        if (line.isPresent()) {
            return new Command.Schedule(action, line.get());
        }
        String when = (arguments.text("when") + " " + arguments.text("zone")).strip();
        if (when.isEmpty()) {
            throw new Misunderstanding("Tell me when.", example);
        }
        // The platform checks the role that is picked, and no other one.
        if (ScheduleText.mentions(when)) {
            throw new Misunderstanding("Choose the role to mention with the option role.", example);
        }
        return new Command.Schedule(
                action,
                ScheduleText.order(
                        when,
                        arguments.get("about"),
                        choice(
                                arguments,
                                "kind",
                                Schedule.Kind.class,
                                Schedule.Kind.PAPER,
                                example),
                        !arguments.no("thread"),
                        arguments.get("role")));
    }

    private static Command.Schedule.Action action(Arguments arguments) throws Misunderstanding {
        String example = "schedule add weekdays 09:00 Europe/Berlin";
        try {
            return choice(
                    arguments,
                    "action",
                    Command.Schedule.Action.class,
                    Command.Schedule.Action.LIST,
                    example);
        } catch (Misunderstanding e) {
            String said = arguments.text("action");
            String after = arguments.text("number");
            String order = said + " " + after;
            if (ScheduleText.isOrder(order)) {
                throw new Misunderstanding(
                        "A schedule is set up with add.",
                        Phrases.cut("schedule add " + order, 300));
            }
            List<String> verbs =
                    spec("schedule").orElseThrow().verbs().stream()
                            .map(CommandSpec.Verb::name)
                            .toList();
            Optional<String> meant = verb(said.toLowerCase(Locale.ROOT), verbs);
            throw new Misunderstanding(
                    "There is no 'schedule "
                            + said
                            + "'; "
                            + meant.map(verb -> "did you mean " + verb + "?")
                                    .orElse(
                                            "there are "
                                                    + Phrases.names(verbs, verbs.size())
                                                    + "."),
                    meant.map(verb -> Phrases.cut("schedule " + verb + " " + after, 300).strip())
                            .orElse(example));
        }
    }

    /// The verb of schedules that a word may have meant.
    private static Optional<String> verb(String said, List<String> verbs) {
        return Optional.ofNullable(OTHER_VERBS.get(said))
                .or(() ->
                        verbs.stream().filter(verb -> CommandLine.isNear(said, verb)).findFirst());
    }

    private static Command digest(Arguments arguments) throws Misunderstanding {
        String rhythm = arguments.text("rhythm").toLowerCase(Locale.ROOT);
        if (!List.of("", "daily", "weekly", "off").contains(rhythm)) {
            throw new Misunderstanding(
                    "A digest is daily, weekly or off, not '" + rhythm + "'.", "digest weekly");
        }
        return new Command.DigestOrder(rhythm, arguments.text("zone"));
    }

    private static String paper(Arguments arguments, String example) throws Misunderstanding {
        String paper = arguments.text("paper");
        if (paper.isEmpty()) {
            throw new Misunderstanding("Tell me which paper.", example);
        }
        return paper;
    }

    private static boolean here(Arguments arguments) {
        return arguments.text("here").equals("here") || arguments.yes("here");
    }

    private static Interest interest(Arguments arguments, String example) throws Misunderstanding {
        String topic = arguments.text("topic");
        String lower = topic.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("author:")) {
                return new Interest.ByAuthor(unquoted(topic.substring("author:".length())));
            }
            if (lower.startsWith("in:")) {
                return new Interest.InCategory(
                        new Category(unquoted(topic.substring("in:".length()))));
            }
            return new Interest.Topic(unquoted(topic));
        } catch (IllegalArgumentException e) {
            String what =
                    topic.isEmpty()
                            ? "Tell me what."
                            : "'" + topic + "' is not something I can follow or mute.";
            throw new Misunderstanding(what, example);
        }
    }

    private static String unquoted(String text) {
        String inner = text.strip();
        boolean quoted =
                inner.length() > 1
                        && "\"“”".indexOf(inner.charAt(0)) >= 0
                        && "\"“”".indexOf(inner.charAt(inner.length() - 1)) >= 0;
        return quoted ? inner.substring(1, inner.length() - 1).strip() : inner;
    }

    private static <E extends Enum<E>> E choice(
            Arguments arguments, String option, Class<E> choices, E otherwise, String example)
            throws Misunderstanding {
        String value = arguments.text(option);
        if (value.isEmpty()) {
            return otherwise;
        }
        String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        throw new Misunderstanding("I do not know the " + option + " '" + value + "'.", example);
    }

    // --- specs ---

    private static Builder spec(String name, Group group, String summary) {
        return new Builder(name, group, summary);
    }

    private static final class Builder {
        private final String name;
        private final Group group;
        private final String summary;
        private String usage = "";
        private final List<Option> options = new ArrayList<>();
        private final List<String> examples = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<CommandSpec.Verb> verbs = new ArrayList<>();
        private Entry entry = Entry.TYPED;

        Builder(String name, Group group, String summary) {
            this.name = name;
            this.group = group;
            this.summary = summary;
        }

        Builder usage(String value) {
            usage = value;
            return this;
        }

        Builder option(Option value) {
            options.add(value);
            return this;
        }

        Builder example(String value) {
            examples.add(value);
            return this;
        }

        Builder note(String value) {
            notes.add(value);
            return this;
        }

        Builder verb(String verb, String does, String... further) {
            return verb(verb, does, List.of(), further);
        }

        Builder verb(String verb, String does, List<String> needed, String... further) {
            verbs.add(new CommandSpec.Verb(verb, does, needed, List.of(further)));
            return this;
        }

        Builder entry(Entry value) {
            entry = value;
            return this;
        }

        CommandSpec shared() {
            return build(Visibility.CALLER_MAY_SHARE, Audience.EVERYBODY);
        }

        CommandSpec quiet() {
            return build(Visibility.CALLER, Audience.EVERYBODY);
        }

        CommandSpec build(Visibility visibility, Audience audience) {
            return new CommandSpec(
                    name,
                    group,
                    summary,
                    usage,
                    options,
                    examples,
                    notes,
                    visibility,
                    audience,
                    entry,
                    verbs);
        }
    }
}
