package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.library.ShelfLists;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.ChannelActivity.ActivityKind;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What people did, in SQL. Ids are brought up to date when they are written and whenever papers
/// merge, so rows always name current papers.
final class SqlLibrary implements Library {

    /// Every table that names people, in a column `person`.
    static final List<String> TABLES_WITH_PEOPLE =
            List.of(
                    "member",
                    "shelf",
                    "list_entry",
                    "vote",
                    "channel_activity",
                    "dismissal",
                    "shown",
                    "suggested",
                    "last_list",
                    "submission",
                    "person_interest",
                    "schedule_person",
                    "schedule_change_person",
                    "channel_admin",
                    "digest",
                    "subscription",
                    "person_link",
                    "installation_person",
                    "club_change_person",
                    "club_presenter",
                    "club_nominator",
                    "club_vote",
                    "club_member",
                    "club_absence",
                    "club_swap",
                    "club_asker",
                    "club_noter",
                    "club_rating",
                    "paper_message");

    /// A person seen again within this time is not written again.
    private static final Duration SEEN_PRECISION = Duration.ofHours(1);

    private final Database database;
    private final ChannelActivity activity;
    private final ShelfLists lists;

    SqlLibrary(Database database) {
        this.database = database;
        this.activity = new ChannelActivity(database);
        this.lists = new SqlShelfLists(database);
    }

    @Override
    public ShelfLists lists() {
        return lists;
    }

    // --- people ---

    private static final String SEEN_SELECT =
            "SELECT name, seen FROM member WHERE channel = :channel AND person = :person";

    private static final String SEEN_INSERT =
            "INSERT INTO member (channel, person, name, seen) VALUES (:channel, :person, :name, :seen)"
                    + " ON CONFLICT (channel, person) DO UPDATE SET name = excluded.name, seen = excluded.seen";

    @Override
    public void seen(UserRef user, ChannelRef channel, String name, Instant at) {
        String person = Columns.person(user);
        String place = Columns.channel(channel);
        String called = Columns.text(name);
        boolean known =
                database.read(handle ->
                        handle.createQuery(SEEN_SELECT)
                                .bind("channel", place)
                                .bind("person", person)
                                .map((row, _) ->
                                        row.getString(1).equals(called)
                                                && millis(at) - row.getLong(2)
                                                        < SEEN_PRECISION.toMillis())
                                .findOne()
                                .orElse(false));
        if (!known) {
            database.write(handle ->
                    handle.createUpdate(SEEN_INSERT)
                            .bind("channel", place)
                            .bind("person", person)
                            .bind("name", called)
                            .bind("seen", millis(at))
                            .execute());
        }
    }

    @Override
    public Set<UserRef> members(ChannelRef channel) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT person FROM member WHERE channel = :channel ORDER BY person")
                        .bind("channel", Columns.channel(channel))
                        .mapTo(String.class)
                        .map(Columns::person)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    // --- the shelf ---

    @Override
    public boolean save(UserRef user, PaperId paper, Instant at) {
        return mark("shelf", user, paper, at);
    }

    @Override
    public boolean saveIn(ChannelRef channel, UserRef user, PaperId paper, Instant at) {
        return database.write(handle -> {
            activity.note(handle, channel, ActivityKind.SAVE, user, paper, at);
            return mark(handle, "shelf", user, paper, at);
        });
    }

    @Override
    public void sharedIn(ChannelRef channel, UserRef user, PaperId paper, Instant at) {
        database.write(
                handle -> activity.note(handle, channel, ActivityKind.SHARE, user, paper, at));
    }

    @Override
    public boolean unsave(UserRef user, PaperId paper) {
        return database.write(handle -> {
            activity.takeBack(handle, ActivityKind.SAVE, user, paper);
            SqlShelfLists.takeFromAll(handle, user, paper);
            return unmark(handle, "shelf", user, paper);
        });
    }

    @Override
    public List<Saved> saved(UserRef user) {
        return marks("shelf", user, Saved::new);
    }

    @Override
    public List<String> savers(ChannelRef channel, PaperId paper) {
        return activity.savers(channel, paper);
    }

    @Override
    public List<Saved> savedIn(ChannelRef channel) {
        return activity.savedIn(channel);
    }

    @Override
    public Optional<String> name(ChannelRef channel, UserRef user) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT name FROM member WHERE channel = :channel AND person = :person")
                        .bind("channel", Columns.channel(channel))
                        .bind("person", Columns.person(user))
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public Map<UserRef, Set<PaperId>> kindred(
            ChannelRef channel, UserRef user, Collection<PaperId> papers, int limit) {
        return activity.kindred(channel, user, papers, limit);
    }

    // --- votes ---

    @Override
    public boolean upvote(UserRef user, PaperId paper, Instant at) {
        return mark("vote", user, paper, at);
    }

    @Override
    public boolean upvoteIn(ChannelRef channel, UserRef user, PaperId paper, Instant at) {
        return database.write(handle -> {
            activity.note(handle, channel, ActivityKind.VOTE, user, paper, at);
            return mark(handle, "vote", user, paper, at);
        });
    }

    @Override
    public boolean withdrawVote(UserRef user, PaperId paper) {
        return database.write(handle -> {
            activity.takeBack(handle, ActivityKind.VOTE, user, paper);
            return unmark(handle, "vote", user, paper);
        });
    }

    @Override
    public List<Vote> votes(UserRef user) {
        return marks("vote", user, Vote::new);
    }

    @Override
    public Set<ChannelRef> votedIn(UserRef user, PaperId paper) {
        return activity.votedIn(user, paper);
    }

    @Override
    public List<Vote> votesIn(ChannelRef channel, Instant since) {
        return activity.votesIn(channel, since);
    }

    @Override
    public Map<PaperId, Integer> voteCounts(ChannelRef channel, Collection<PaperId> papers) {
        return activity.voteCounts(channel, papers);
    }

    // --- read together ---

    @Override
    public List<GroupReading> readIn(ChannelRef channel) {
        return GroupReadings.in(database, channel);
    }

    @Override
    public List<GroupReading> readWith(UserRef user) {
        return GroupReadings.with(database, user);
    }

    // --- not for me ---

    @Override
    public boolean dismiss(UserRef user, PaperId paper, Instant at) {
        return mark("dismissal", user, paper, at);
    }

    @Override
    public boolean undismiss(UserRef user, PaperId paper) {
        return unmark("dismissal", user, paper);
    }

    @Override
    public Set<PaperId> dismissed(UserRef user) {
        return new LinkedHashSet<>(marks("dismissal", user, (paper, _) -> paper));
    }

    // --- follows and mutes ---

    @Override
    public boolean follow(Owner owner, Interest interest, Instant at) {
        return add("follow", owner, interest, at);
    }

    @Override
    public boolean unfollow(Owner owner, Interest interest) {
        return drop("follow", owner, interest);
    }

    @Override
    public List<Interest> follows(Owner owner) {
        return interests("follow", owner);
    }

    @Override
    public boolean mute(Owner owner, Interest interest, Instant at) {
        return add("mute", owner, interest, at);
    }

    @Override
    public boolean unmute(Owner owner, Interest interest) {
        return drop("mute", owner, interest);
    }

    @Override
    public List<Interest> mutes(Owner owner) {
        return interests("mute", owner);
    }

    // --- what people have seen ---

    @Override
    public void shown(UserRef user, Collection<PaperId> papers, Instant at) {
        note("shown", user, papers, at);
    }

    @Override
    public Set<PaperId> shownSince(UserRef user, Instant since) {
        return notedSince("shown", user, since);
    }

    @Override
    public void suggested(UserRef user, Collection<PaperId> papers, Instant at) {
        note("suggested", user, papers, at);
    }

    @Override
    public Set<PaperId> suggestedSince(UserRef user, Instant since) {
        return notedSince("suggested", user, since);
    }

    private void note(String table, UserRef user, Collection<PaperId> papers, Instant at) {
        if (papers.isEmpty()) {
            return;
        }
        String person = Columns.person(user);
        String latest =
                "INSERT INTO %1$s (person, paper, at) VALUES (?, ?, ?) ON CONFLICT (person, paper)"
                        + " DO UPDATE SET at = excluded.at WHERE excluded.at > %1$s.at";
        database.write(handle -> {
            try (PreparedStatement insert =
                    handle.getConnection().prepareStatement(latest.formatted(table))) {
                for (String paper : PaperNames.current(handle, papers)) {
                    insert.setString(1, person);
                    insert.setString(2, paper);
                    insert.setLong(3, millis(at));
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    private Set<PaperId> notedSince(String table, UserRef user, Instant since) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT paper FROM "
                                        + table
                                        + " WHERE person = :person AND at >= :at")
                        .bind("person", Columns.person(user))
                        .bind("at", millis(since))
                        .mapTo(String.class)
                        .map(Columns::paper)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void rememberList(UserRef user, ChannelRef channel, List<PaperId> papers, Instant at) {
        String person = Columns.person(user);
        String place = Columns.channel(channel);
        database.write(handle -> {
            handle.execute("DELETE FROM last_list WHERE person = ? AND channel = ?", person, place);
            try (PreparedStatement insert =
                    handle.getConnection()
                            .prepareStatement(
                                    "INSERT INTO last_list (person, channel, place, paper, at) VALUES (?, ?, ?, "
                                            + SqlCatalogue.CURRENT
                                            + ", ?)")) {
                for (int i = 0; i < papers.size(); i++) {
                    String paper = Columns.paper(papers.get(i));
                    insert.setString(1, person);
                    insert.setString(2, place);
                    insert.setInt(3, i + 1);
                    insert.setString(4, paper);
                    insert.setString(5, paper);
                    insert.setLong(6, millis(at));
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    private static final String LAST_LIST =
            "SELECT paper FROM last_list WHERE person = :person AND channel = :channel ORDER BY place";

    @Override
    public List<PaperId> lastList(UserRef user, ChannelRef channel) {
        return database.read(handle ->
                handle.createQuery(LAST_LIST)
                        .bind("person", Columns.person(user))
                        .bind("channel", Columns.channel(channel))
                        .mapTo(String.class)
                        .map(Columns::paper)
                        .list());
    }

    // --- submissions ---

    @Override
    public void credit(UserRef user, PaperId paper, Instant at) {
        database.write(handle -> credit(handle, user, paper, at));
    }

    @Override
    public void creditIn(ChannelRef channel, UserRef user, PaperId paper, Instant at) {
        database.write(handle -> {
            activity.note(handle, channel, ActivityKind.SUBMISSION, user, paper, at);
            return credit(handle, user, paper, at);
        });
    }

    private static int credit(Handle handle, UserRef user, PaperId paper, Instant at) {
        String column = Columns.paper(paper);
        return handle.execute(
                "INSERT INTO submission (paper, person, at) VALUES ("
                        + SqlCatalogue.CURRENT
                        + ", ?, ?) ON CONFLICT DO NOTHING",
                column,
                column,
                Columns.person(user),
                millis(at));
    }

    @Override
    public Optional<String> submitter(ChannelRef channel, PaperId paper) {
        return activity.submitter(channel, paper);
    }

    // --- the person's own data ---

    @Override
    public Map<String, List<Map<String, String>>> export(UserRef user) {
        return database.read(handle -> PersonRows.of(handle, user));
    }

    private static final String ALONE_IN =
            "SELECT channel FROM (SELECT channel FROM member WHERE person = :person"
                    + " UNION SELECT s.channel FROM schedule s"
                    + " JOIN schedule_person p ON p.schedule = s.id WHERE p.person = :person) own"
                    + " WHERE channel NOT IN (SELECT channel FROM member WHERE person <> :person)";

    @Override
    public Set<ChannelRef> aloneIn(UserRef user) {
        String person = Columns.person(user);
        return database.read(handle ->
                handle.createQuery(ALONE_IN)
                        .bind("person", person)
                        .mapTo(String.class)
                        .map(Columns::channel)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public int forget(UserRef user, Set<ChannelRef> conversations) {
        String person = Columns.person(user);
        return database.write(handle -> {
            int rows = 0;
            for (ChannelRef conversation : conversations) {
                rows += ConversationRows.delete(handle, conversation);
            }
            rows += ConversationRows.deleteDigest(handle, person);
            // Counted by their askers.
            ClubRows.deleteQuestions(handle, person);
            rows += SubscriptionRows.deleteWhatHangsOn(handle, "person = ?", person);
            for (String table : TABLES_WITH_PEOPLE) {
                rows += handle.execute("DELETE FROM " + table + " WHERE person = ?", person);
            }
            return rows;
        });
    }

    // --- rows of one person and one paper ---

    private boolean mark(String table, UserRef user, PaperId paper, Instant at) {
        return database.write(handle -> mark(handle, table, user, paper, at));
    }

    static boolean mark(Handle handle, String table, UserRef user, PaperId paper, Instant at) {
        String column = Columns.paper(paper);
        return handle.createUpdate(
                                "INSERT INTO "
                                        + table
                                        + " (person, paper, at) VALUES (:user, "
                                        + SqlCatalogue.CURRENT_PAPER
                                        + ", :at) ON CONFLICT DO NOTHING")
                        .bind("user", Columns.person(user))
                        .bind("paper", column)
                        .bind("at", millis(at))
                        .execute()
                > 0;
    }

    private boolean unmark(String table, UserRef user, PaperId paper) {
        return database.write(handle -> unmark(handle, table, user, paper));
    }

    private static boolean unmark(Handle handle, String table, UserRef user, PaperId paper) {
        String column = Columns.paper(paper);
        return handle.execute(
                        "DELETE FROM "
                                + table
                                + " WHERE person = ? AND paper = "
                                + SqlCatalogue.CURRENT,
                        Columns.person(user),
                        column,
                        column)
                > 0;
    }

    private <T> List<T> marks(String table, UserRef user, Mark<T> mark) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT paper, at FROM "
                                        + table
                                        + " WHERE person = :person ORDER BY at DESC, paper")
                        .bind("person", Columns.person(user))
                        .map((row, _) ->
                                mark.of(Columns.paper(row.getString(1)), instant(row.getLong(2))))
                        .list());
    }

    @FunctionalInterface
    private interface Mark<T> {
        T of(PaperId paper, Instant at);
    }

    // --- interests ---

    /// Where an owner's interests are.
    private record Shelf(String table, String column, String owner) {

        static Shelf of(Owner owner) {
            return switch (owner) {
                case Owner.OnePerson person ->
                        new Shelf("person_interest", "person", Columns.person(person.user()));
                case Owner.Channel channel ->
                        new Shelf(
                                "channel_interest", "channel", Columns.channel(channel.channel()));
            };
        }
    }

    private boolean add(String stance, Owner owner, Interest interest, Instant at) {
        Shelf shelf = Shelf.of(owner);
        InterestRow kept = InterestRow.of(interest);
        return database.write(handle ->
                handle.execute(
                                "INSERT INTO "
                                        + shelf.table()
                                        + " ("
                                        + shelf.column()
                                        + ", stance, kind, folded, text, at) VALUES (?, ?, ?, ?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING",
                                shelf.owner(),
                                stance,
                                kept.kind(),
                                kept.folded(),
                                kept.text(),
                                millis(at))
                        > 0);
    }

    private boolean drop(String stance, Owner owner, Interest interest) {
        Shelf shelf = Shelf.of(owner);
        InterestRow kept = InterestRow.of(interest);
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM "
                                        + shelf.table()
                                        + " WHERE "
                                        + shelf.column()
                                        + " = ? AND stance = ? AND kind = ? AND folded = ?",
                                shelf.owner(),
                                stance,
                                kept.kind(),
                                kept.folded())
                        > 0);
    }

    private List<Interest> interests(String stance, Owner owner) {
        Shelf shelf = Shelf.of(owner);
        return database.read(handle ->
                handle.createQuery(
                                "SELECT kind, text FROM "
                                        + shelf.table()
                                        + " WHERE "
                                        + shelf.column()
                                        + " = :shelf AND stance = :stance ORDER BY at DESC, folded")
                        .bind("shelf", shelf.owner())
                        .bind("stance", stance)
                        .map((row, _) ->
                                new InterestRow(row.getString(1), row.getString(2)).interest())
                        .list());
    }
}
