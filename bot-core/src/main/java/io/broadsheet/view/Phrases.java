package io.broadsheet.view;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Outbox;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.summary.OneLine;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The wording that views share.
public final class Phrases {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_WEEK =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final int NAMES = 3;
    private static final String NOTHING_NEW = "nothing new today that this channel has not had";

    /// A number with its noun: `1 paper`, `2 papers`.
    public static String count(long number, String noun) {
        return String.format(Locale.ENGLISH, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /// A number as people write it: `3,412`.
    public static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /// Which entries of a list are shown: `6–10 of 3,412`.
    ///
    /// @param offset how many entries come before
    /// @param shown how many are shown, 1 or more
    public static String range(int offset, int shown, int total) {
        return count(offset + 1L) + "–" + count((long) offset + shown) + " of " + count(total);
    }

    /// A day in a reader's zone.
    public static Span day(Instant instant, ZoneId zone) {
        return new Span.Time(instant, Span.Time.Precision.DAY, DAY.format(instant.atZone(zone)));
    }

    /// A day as a headline has it: "Friday, 14 March 2025".
    public static String dayOfWeek(LocalDate day) {
        return DAY_OF_WEEK.format(day);
    }

    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /// The day of a scheduled post, with how it came about where it was asked for by hand.
    public static String day(Outbox.Key post) {
        return day(post.day()) + (post.slot() > 0 ? " (by hand)" : "");
    }

    /// How often a digest comes, in one word: "daily".
    public static String rhythm(Digest.Rhythm rhythm) {
        return rhythm.name().toLowerCase(Locale.ROOT);
    }

    /// Names in a row, `Ana, Ben and 3 more`.
    public static String names(List<String> names, int shown) {
        // The place of "and 1 more" holds that one.
        if (names.size() <= shown + 1) {
            return names.size() < 2
                    ? String.join("", names)
                    : String.join(", ", names.subList(0, names.size() - 1))
                            + " and "
                            + names.getLast();
        }
        return String.join(", ", names.subList(0, shown))
                + " and "
                + (names.size() - shown)
                + " more";
    }

    /// Whom a name means: `Ann Lee and Bea Lee`, `Ann Lee, Bea Lee and 3 more`.
    public static String people(PaperSearch.Named named) {
        int more = named.total() - named.people().size();
        return more > 0
                ? String.join(", ", named.people()) + " and " + more + " more"
                : names(named.people(), named.people().size());
    }

    /// Who wrote a paper, shortly: names, else the organisation, else nothing.
    static String byline(Paper paper) {
        return byline(paper, NAMES, "");
    }

    /// The same with an author who must not be among those left out.
    ///
    /// @param named as the paper writes the name; empty for nobody
    static String byline(Paper paper, int shown, String named) {
        List<String> names = paper.authorNames();
        if (names.isEmpty()) {
            return paper.organisation() == null ? "" : paper.organisation();
        }
        int place = names.indexOf(named);
        if (place < shown || names.size() <= shown + 1) {
            return names(names, shown);
        }
        List<String> first = new ArrayList<>(names.subList(0, shown - 1));
        int left = names.size() - shown;
        return String.join(", ", first) + ", …, " + named + " and " + left + " more";
    }

    /// The author whom a reason is about, as the paper writes the name; empty for nobody.
    static String author(Reason reason) {
        return switch (reason) {
            case Reason.FollowedAuthor(String author) -> author;
            case Reason.Promising promising -> promising.author();
            case Reason.Classic classic -> classic.because().map(Phrases::author).orElse("");
            case Reason.Like _,
                    Reason.SavedTogether _,
                    Reason.Unlike _,
                    Reason.OnTopic _,
                    Reason.FollowedCategory _,
                    Reason.Upvoted _,
                    Reason.Fresh _,
                    Reason.Unsaid _,
                    Reason.PostedOn _ ->
                    "";
        };
    }

    /// What a paper is about, in one line; empty where nothing says so.
    static List<Span> about(Paper paper) {
        return OneLine.of(paper).map(line -> List.of(Span.text(line.text()))).orElse(List.of());
    }

    /// Votes as a sign, with what it means for those who hear it.
    ///
    /// @param where " here", " at Hugging Face"
    static Span votes(int count, String shownWhere, String where) {
        return new Span.Sign(
                String.format(Locale.ENGLISH, "▲ %,d%s", count, shownWhere),
                count(count, "upvote") + where);
    }

    /// The code of a paper, with its stars, as a link to it.
    private static Optional<Span> code(Paper paper) {
        return paper.link(PaperLink.LinkKind.CODE)
                .map(code ->
                        Span.link(
                                paper.stars() > 0
                                        ? String.format(Locale.ENGLISH, "code ★ %,d", paper.stars())
                                        : "code",
                                code));
    }

    /// Date, categories and votes of a paper ; what is not known is left out.
    static List<Span> facts(Paper paper, ZoneId zone, int upvotesHere, int categories) {
        List<Span> facts = new ArrayList<>();
        if (paper.published() != null) {
            facts.add(
                    paper.monthOnly()
                            ? Span.text(MONTH.format(paper.published().atZone(ZoneOffset.UTC)))
                            : day(paper.published(), zone));
        } else if (paper.featured() != null) {
            facts.add(day(paper.featured(), zone));
        }
        String codes =
                paper.categories().stream()
                        .filter(Category::isOfArxiv)
                        .limit(categories)
                        .map(Category::code)
                        .collect(Collectors.joining(", "));
        if (!codes.isEmpty()) {
            facts.add(Span.text(codes));
        }
        if (paper.upvotes() > 0) {
            facts.add(votes(paper.upvotes(), "", " at Hugging Face"));
        }
        if (upvotesHere > 0) {
            facts.add(votes(upvotesHere, " here", " here"));
        }
        code(paper).ifPresent(facts::add);
        if (paper.withdrawn()) {
            facts.add(Span.strong("withdrawn by its authors"));
        }
        return facts;
    }

    /// Spans with a middle dot between them.
    static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans) {
            if (!joined.isEmpty()) {
                joined.add(Span.text(" · "));
            }
            joined.add(span);
        }
        return joined;
    }

    /// A reason in one line, with a capital first and no full stop.
    public static List<Span> reason(Reason reason) {
        return switch (reason) {
            case Reason.Like like -> like(like);
            case Reason.SavedTogether(Paper paper, int people) ->
                    List.of(
                            Span.text(
                                    people == 1
                                            ? "Saved here by somebody who saved "
                                            : "Saved here by " + people + " people who saved "),
                            Span.emphasis(shortTitle(paper)),
                            Span.text(" too"));
            case Reason.Unlike(int upstream) ->
                    List.of(
                            Span.text(
                                    "For a change, unlike your papers: "
                                            + count(upstream, "upvote")
                                            + " at Hugging Face"));
            case Reason.OnTopic topic ->
                    List.of(
                            Span.text("On "),
                            Span.strong(topic.topic()),
                            Span.text(", which you follow"));
            case Reason.FollowedAuthor author ->
                    List.of(
                            Span.text("By "),
                            Span.strong(author.author()),
                            Span.text(", whom you follow"));
            case Reason.FollowedCategory in ->
                    List.of(
                            Span.text("In "),
                            Span.strong(in.category()),
                            Span.text(", which you follow"));
            case Reason.Upvoted upvoted -> List.of(Span.text(upvotes(upvoted)));
            case Reason.Promising promising -> List.of(Span.text(promising(promising)));
            case Reason.Fresh _ -> List.of(Span.text("New in the catalogue"));
            case Reason.Unsaid _ -> List.of();
            case Reason.PostedOn(LocalDate day) ->
                    List.of(Span.text("Posted on " + dayOfWeek(day)));
            case Reason.Classic classic -> List.of(Span.text(fromBefore(classic)));
        };
    }

    /// Why a paper was chosen for a channel, in plain words.
    public static String reasonHere(Reason reason) {
        return switch (reason) {
            case Reason.OnTopic topic -> "This channel follows " + topic.topic();
            case Reason.FollowedAuthor author ->
                    "By " + author.author() + ", whom this channel follows";
            case Reason.FollowedCategory in ->
                    "In " + in.category() + ", which this channel follows";
            case Reason.Classic classic ->
                    fromBefore(classic)
                            + classic.because().map(why -> " · " + reasonHere(why)).orElse("");
            case Reason.Upvoted(int here, int upstream) -> upvotedHere(here, upstream);
            case Reason.Like _,
                    Reason.SavedTogether _,
                    Reason.Unlike _,
                    Reason.Promising _,
                    Reason.Fresh _,
                    Reason.Unsaid _,
                    Reason.PostedOn _ ->
                    io.broadsheet.message.Block.plain(reason(reason));
        };
    }

    /// Said of a paper that is not of the day: only an old one is a classic.
    private static String fromBefore(Reason.Classic classic) {
        return (classic.aged() ? "A classic: " : "From before: ") + NOTHING_NEW;
    }

    private static String upvotedHere(int here, int upstream) {
        String there = count(upstream, "reader") + " at Hugging Face";
        if (here == 0) {
            return there + " upvoted it";
        }
        String ours = here == 1 ? "Somebody here" : here + " people here";
        return ours + (upstream == 0 ? "" : " and " + there) + " upvoted it";
    }

    /// The channel in which somebody asks, or what is said of a conversation that is nobody else's.
    public static Span here(Caller caller) {
        return caller.inSightOf()
                .<Span>map(channel ->
                        new Span.ChannelMention(channel.id(), "#" + caller.channelName()))
                .orElse(Span.text("this conversation"));
    }

    /// A channel by the name that it has for the reader.
    public static Span channel(ChannelRef channel, String name) {
        return new Span.ChannelMention(channel.id(), "#" + name);
    }

    /// A moment in a zone, to the minute.
    public static Span minute(Instant instant, ZoneId zone) {
        return new Span.Time(
                instant, Span.Time.Precision.MINUTE, MINUTE.format(instant.atZone(zone)));
    }

    /// How long something lasts: `1 hour`, `90 minutes`.
    public static String length(Duration length) {
        return length.toMinutesPart() == 0
                ? count(length.toHours(), "hour")
                : count(length.toMinutes(), "minute");
    }

    /// Where people meet, as the rest of a sentence: `, in room 4.12`, `, at` and a link.
    public static List<Span> place(String place) {
        if (place.matches("https?://\\S+")) {
            try {
                return List.of(Span.text(", at "), Span.link(place, URI.create(place)));
            } catch (IllegalArgumentException e) {
                return List.of(Span.text(", at " + place));
            }
        }
        return List.of(Span.text(", in " + place));
    }

    /// When a schedule posts next, in its own zone.
    public static Span nextPost(Schedule.Plan plan, Instant now) {
        return minute(plan.cadence().next(now, plan.zone()).due(), plan.zone());
    }

    private static List<Span> like(Reason.Like like) {
        List<Span> spans = new ArrayList<>();
        String words = names(like.words(), like.words().size());
        if (like.liking() == Reason.Liking.ASKED) {
            // That two papers are close in meaning is why they stand in the list at all.
            if (!like.words().isEmpty()) {
                spans.add(Span.text("Both about " + words));
            }
            return spans;
        }
        spans.add(Span.text("Like "));
        spans.add(Span.emphasis(shortTitle(like.paper())));
        spans.add(
                Span.text(
                        switch (like.liking()) {
                            case SAVED -> ", which you saved";
                            case UPVOTED -> ", which you upvoted";
                            case SAVED_HERE -> ", saved here";
                            case UPVOTED_HERE -> ", upvoted here";
                            case READ -> ", read by your reading group";
                            case RATED -> ", which you rated well";
                            case READ_HERE -> ", read together here";
                            case ASKED -> "";
                        }));
        if (!like.words().isEmpty()) {
            spans.add(Span.text(": " + words));
        }
        return spans;
    }

    private static String upvotes(Reason.Upvoted upvoted) {
        if (upvoted.here() == 0) {
            return count(upvoted.upstream(), "upvote") + " at Hugging Face";
        }
        String here = count(upvoted.here(), "upvote") + " here";
        return upvoted.upstream() == 0
                ? here
                : here + ", " + upvoted.upstream() + " at Hugging Face";
    }

    private static String promising(Reason.Promising promising) {
        return "New, by "
                + promising.author()
                + ", whose "
                + (promising.papers() == 1
                        ? "earlier paper has "
                        : String.format(
                                Locale.ENGLISH, "%,d earlier papers have ", promising.papers()))
                + count(promising.upvotes(), "upvote")
                + " at Hugging Face";
    }

    /// A title's part before the colon where that names the paper, else its first words.
    public static String shortTitle(Paper paper) {
        String title = paper.title();
        int colon = title.indexOf(':');
        String name = colon > 2 && colon <= 50 ? title.substring(0, colon) : title;
        return cut(name, 60);
    }

    /// A text of at most `length` UTF-16 units, cut at a blank and marked where it was longer;
    /// never inside a character.
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        int blank = text.lastIndexOf(' ', end);
        if (blank > length / 2) {
            end = blank;
        } else if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    public static String window(Window window) {
        return switch (window) {
            case DAY -> "the last day";
            case WEEK -> "the last 7 days";
            case MONTH -> "the last 30 days";
            case YEAR -> "the last 365 days";
            case ALL_TIME -> "all time";
        };
    }

    private Phrases() {}
}
