package io.broadsheet.publication;

import io.broadsheet.recommend.Window;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a feed is of.
public sealed interface FeedSubject {

    /// How long what somebody asks a feed of may be, in UTF-16 units.
    int LONGEST = 500;

    /// What is trending by the sources' votes.
    ///
    /// @param window a day, a week or a month
    record TrendingFeed(Window window) implements FeedSubject {
        @Override
        public String toString() {
            return "trending/" + name(window);
        }
    }

    /// The latest papers that a search finds.
    ///
    /// @param text words and filters
    record SearchFeed(String text) implements FeedSubject {
        public SearchFeed {
            check(text);
        }

        @Override
        public String toString() {
            return "search/" + text;
        }
    }

    /// The latest papers by somebody.
    record AuthorFeed(String name) implements FeedSubject {
        public AuthorFeed {
            check(name);
        }

        @Override
        public String toString() {
            return "author/" + name;
        }
    }

    /// The latest papers about something.
    record TopicFeed(String words) implements FeedSubject {
        public TopicFeed {
            check(words);
        }

        @Override
        public String toString() {
            return "topic/" + words;
        }
    }

    /// What the person whose feed it is has saved.
    record ShelfFeed() implements FeedSubject {
        @Override
        public String toString() {
            return "shelf";
        }
    }

    /// When a reading group meets, as a calendar.
    ///
    /// @param club its id
    record MeetingsFeed(long club) implements FeedSubject {
        @Override
        public String toString() {
            return "meetings/" + club;
        }
    }

    /// Reads what `toString` wrote; empty where it did not.
    static Optional<FeedSubject> parse(String text) {
        int slash = text.indexOf('/');
        String kind = slash < 0 ? text : text.substring(0, slash);
        String rest = slash < 0 ? "" : text.substring(slash + 1);
        try {
            return switch (kind) {
                case "trending" -> window(rest).map(TrendingFeed::new);
                case "search" -> Optional.of(new SearchFeed(rest));
                case "author" -> Optional.of(new AuthorFeed(rest));
                case "topic" -> Optional.of(new TopicFeed(rest));
                case "shelf" -> Optional.of(new ShelfFeed());
                case "meetings" -> Optional.of(new MeetingsFeed(Long.parseLong(rest)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// A span that feeds can be of.
    static Optional<Window> window(String name) {
        return switch (name) {
            case "day" -> Optional.of(Window.DAY);
            case "week" -> Optional.of(Window.WEEK);
            case "month" -> Optional.of(Window.MONTH);
            default -> Optional.empty();
        };
    }

    private static String name(Window window) {
        return window.name().toLowerCase(Locale.ROOT);
    }

    /// Where everybody finds it on a public site, up to its format: `/feeds/trending/week/`; the
    /// query, with its `?`, comes behind the format. Empty for what is nobody else's.
    default Optional<FeedPath> publicPath() {
        return switch (this) {
            case TrendingFeed(Window window) ->
                    Optional.of(new FeedPath("/feeds/trending/" + name(window) + "/", ""));
            case SearchFeed(String text) -> Optional.of(of("search", text));
            case AuthorFeed(String name) -> Optional.of(of("author", name));
            case TopicFeed(String words) -> Optional.of(of("topic", words));
            case ShelfFeed(), MeetingsFeed _ -> Optional.empty();
        };
    }

    private static FeedPath of(String kind, String value) {
        return new FeedPath(
                "/feeds/" + kind + "/", "?of=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /// A feed's path in two parts, between which the format's file name stands.
    record FeedPath(String before, String after) {

        /// The path of a format.
        public String as(FeedFormat format) {
            return before + format.file() + after;
        }
    }

    private static void check(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a feed is of 1 to " + LONGEST + " characters");
        }
    }
}
