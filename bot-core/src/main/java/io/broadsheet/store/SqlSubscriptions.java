package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.UserRef;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.SubscriptionState;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.schedule.Subscriptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// People's subscriptions to mail in SQL.
final class SqlSubscriptions implements Subscriptions {

    private static final String SELECT =
            "SELECT id, number, person, address, address_digest, content, topic, channel, channel_name,"
                    + " days, time, zone, state, reason, until, counts_from, since FROM subscription ";

    private static final String ADD =
            "INSERT INTO subscription (id, number, person, address, address_digest, content, topic, channel,"
                    + " channel_name, days, time, zone, state, reason, at, wrong_codes, until, counts_from, since)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', ?, 0, ?, ?, ?)";

    private final Database database;

    SqlSubscriptions(Database database) {
        this.database = database;
    }

    @Override
    public Subscription add(Order order, Instant until, Instant at) {
        return database.write(handle -> {
            // Holding the counter's row keeps two from taking one number of a person's.
            long id = Numbers.next(handle, "subscription");
            String person = order.person().map(Columns::person).orElse(null);
            int number = number(handle, person);
            handle.execute(
                    ADD,
                    id,
                    number,
                    person,
                    order.mailbox().sealed(),
                    order.mailbox().digest(),
                    kind(order.content()),
                    Columns.textOrNull(topic(order.content())),
                    channel(order.content()),
                    Columns.textOrNull(channelName(order.content())),
                    Columns.days(order.cadence()),
                    order.cadence().time().toString(),
                    order.zone().getId(),
                    millis(at),
                    millis(until),
                    millis(at),
                    millis(at));
            return select(handle, "WHERE id = ?", id).getFirst();
        });
    }

    private static int number(Handle handle, @Nullable String person) {
        return handle.createQuery(
                                "SELECT COALESCE(MAX(number), 0) FROM subscription WHERE person = :person")
                        .bind("person", person)
                        .mapTo(Integer.class)
                        .one()
                + 1;
    }

    /// The first mail looks back as far as later ones will.
    private static final String CONFIRM =
            "UPDATE subscription SET state = 'active', at = ?, counts_from = ?, since = ?"
                    + " WHERE id = ? AND state = 'pending' AND until > ?";

    @Override
    public boolean confirm(long id, Instant at) {
        return database.write(handle ->
                select(handle, "WHERE id = ? AND state = 'pending'", id).stream()
                        .anyMatch(found ->
                                handle.execute(
                                                CONFIRM,
                                                millis(at),
                                                millis(at),
                                                millis(at.minus(found.span())),
                                                id,
                                                millis(at))
                                        > 0));
    }

    @Override
    public void wrongCode(UserRef person, int most) {
        database.write(handle -> {
            handle.execute(
                    "UPDATE subscription SET wrong_codes = wrong_codes + 1 WHERE person = ? AND state = 'pending'",
                    Columns.person(person));
            List<Long> over =
                    handle.createQuery(
                                    "SELECT id FROM subscription WHERE person = :person AND state = 'pending'"
                                            + " AND wrong_codes >= :most")
                            .bind("person", Columns.person(person))
                            .bind("most", most)
                            .mapTo(Long.class)
                            .list();
            over.forEach(id -> SubscriptionRows.delete(handle, id));
            return over.size();
        });
    }

    @Override
    public Optional<Subscription> find(long id) {
        return database.read(handle -> select(handle, "WHERE id = ?", id).stream().findFirst());
    }

    @Override
    public List<Subscription> of(UserRef person) {
        return database.read(handle ->
                select(handle, "WHERE person = ? ORDER BY number", Columns.person(person)));
    }

    @Override
    public List<Subscription> running() {
        return database.read(
                handle -> select(handle, "WHERE state IN ('active', 'pending') ORDER BY id"));
    }

    @Override
    public List<Subscription> paused() {
        return database.read(handle -> select(handle, "WHERE state = 'paused' ORDER BY at DESC"));
    }

    @Override
    public List<Subscription> all() {
        return database.read(handle -> select(handle, "ORDER BY id"));
    }

    @Override
    public void change(long id, Cadence cadence, ZoneId zone, Instant at) {
        database.write(handle ->
                handle.execute(
                        "UPDATE subscription SET days = ?, time = ?, zone = ?, counts_from = ? WHERE id = ?",
                        Columns.days(cadence),
                        cadence.time().toString(),
                        zone.getId(),
                        millis(at),
                        id));
    }

    @Override
    public void reseal(long id, Subscription.Mailbox mailbox) {
        database.write(handle ->
                handle.execute(
                        "UPDATE subscription SET address = ?, address_digest = ? WHERE id = ?",
                        mailbox.sealed(),
                        mailbox.digest(),
                        id));
    }

    @Override
    public boolean remove(long id) {
        return database.write(handle -> SubscriptionRows.delete(handle, id) > 0);
    }

    @Override
    public boolean refused(long id, Delivery.Refusal why, Instant at) {
        return database.write(handle ->
                handle.execute(
                                "UPDATE subscription SET state = 'paused', reason = ?, at = ?"
                                        + " WHERE id = ? AND state = 'active'",
                                PauseColumn.write(new PauseReason.PlatformRefuses(why)),
                                millis(at),
                                id)
                        > 0);
    }

    @Override
    public boolean readmit(long id, Instant at) {
        return database.write(handle ->
                handle.execute(
                                "UPDATE subscription SET state = 'active', reason = '', at = ?, counts_from = ?"
                                        + " WHERE id = ? AND state = 'paused'",
                                millis(at),
                                millis(at),
                                id)
                        > 0);
    }

    @Override
    public void sent(long id, Instant since) {
        database.write(handle ->
                handle.execute(
                        "UPDATE subscription SET since = ? WHERE id = ?", millis(since), id));
    }

    @Override
    public Optional<String> count(List<Limit> limits, Instant since, Instant at) {
        return database.write(handle -> {
            // Also holds the table where several write at once: the last row of the counter
            // is
            // taken.
            handle.execute("UPDATE counter SET value = value WHERE name = 'subscription'");
            handle.execute("DELETE FROM confirmation_mail WHERE at <= ?", millis(since));
            for (Limit limit : limits) {
                int had =
                        handle.createQuery(
                                        "SELECT COUNT(*) FROM confirmation_mail WHERE subject = :subject")
                                .bind("subject", limit.subject())
                                .mapTo(Integer.class)
                                .one();
                if (had >= limit.most()) {
                    return Optional.of(limit.subject());
                }
            }
            limits.forEach(limit ->
                    handle.execute(
                            "INSERT INTO confirmation_mail (subject, at) VALUES (?, ?)",
                            limit.subject(),
                            millis(at)));
            return Optional.empty();
        });
    }

    // --- rows ---

    private static List<Subscription> select(Handle handle, String which, Object... values) {
        var query = handle.createQuery(SELECT + which);
        for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
        }
        return query.map((row, _) -> subscription(row)).list();
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getLong("id"),
                row.getInt("number"),
                Optional.ofNullable(row.getString("person")).map(Columns::person),
                new Subscription.Mailbox(row.getString("address"), row.getString("address_digest")),
                content(row),
                Cadence.on(
                        Columns.days(row.getString("days")),
                        LocalTime.parse(row.getString("time"))),
                ZoneId.of(row.getString("zone")),
                state(row),
                instant(row.getLong("counts_from")),
                instant(row.getLong("since")));
    }

    private static SubscriptionState state(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "pending" -> new SubscriptionState.Pending(instant(row.getLong("until")));
            case "active" -> new SubscriptionState.Running();
            default ->
                    new SubscriptionState.RefusedAddress(
                            PauseColumn.read(row.getString("reason"))
                                            instanceof
                                            PauseReason.PlatformRefuses(Delivery.Refusal why)
                                    ? why
                                    : Delivery.Refusal.INVALID_MESSAGE);
        };
    }

    private static Topics content(ResultSet row) throws SQLException {
        return switch (row.getString("content")) {
            case "trending" -> new Topics.Trending();
            case "recommended" -> new Topics.Recommended(Columns.channel(row.getString("channel")));
            case "channel" ->
                    new Topics.OfChannel(
                            Columns.channel(row.getString("channel")),
                            row.getString("channel_name"));
            case "search" -> new Topics.BySearch(row.getString("topic"));
            default -> new Topics.About(row.getString("topic"));
        };
    }

    private static String kind(Topics content) {
        return switch (content) {
            case Topics.Trending _ -> "trending";
            case Topics.Recommended _ -> "recommended";
            case Topics.OfChannel _ -> "channel";
            case Topics.About _ -> "topic";
            case Topics.BySearch _ -> "search";
        };
    }

    private static @Nullable String topic(Topics content) {
        return switch (content) {
            case Topics.About(String words) -> words;
            case Topics.BySearch(String text) -> text;
            case Topics.Trending _, Topics.Recommended _, Topics.OfChannel _ -> null;
        };
    }

    private static @Nullable String channel(Topics content) {
        return switch (content) {
            case Topics.Recommended(ChannelRef home) -> Columns.channel(home);
            case Topics.OfChannel(ChannelRef channel, _) -> Columns.channel(channel);
            case Topics.Trending _, Topics.About _, Topics.BySearch _ -> null;
        };
    }

    private static @Nullable String channelName(Topics content) {
        return content instanceof Topics.OfChannel(_, String name) ? name : null;
    }
}
