package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Secret links in SQL. Tokens stand there as they are: whoever reads the store reads all that they
/// lead to.
final class SqlSecretLinks implements SecretLinks {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 24;

    private static final String CHANNELS =
            "SELECT channel, token, name, listed, at FROM channel_link ";
    private static final String PEOPLE = "SELECT person, token, subject, at FROM person_link ";

    private final Database database;

    SqlSecretLinks(Database database) {
        this.database = database;
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static final String OPEN =
            "INSERT INTO channel_link (channel, token, name, at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (channel) DO UPDATE SET name = excluded.name";

    @Override
    public ChannelLink open(ChannelRef channel, String name, Instant at) {
        return database.write(handle -> {
            handle.execute(OPEN, Columns.channel(channel), token(), Columns.line(name), millis(at));
            return of(handle, channel).orElseThrow();
        });
    }

    @Override
    public Optional<ChannelLink> of(ChannelRef channel) {
        return database.read(handle -> of(handle, channel));
    }

    private static Optional<ChannelLink> of(Handle handle, ChannelRef channel) {
        return handle.createQuery(CHANNELS + "WHERE channel = :channel")
                .bind("channel", Columns.channel(channel))
                .map((row, _) -> channel(row))
                .findFirst();
    }

    @Override
    public Optional<ChannelLink> channel(String token) {
        return database.read(handle ->
                handle.createQuery(CHANNELS + "WHERE token = :token")
                        .bind("token", Columns.text(token))
                        .map((row, _) -> channel(row))
                        .findFirst());
    }

    @Override
    public boolean list(ChannelRef channel, boolean listed) {
        return database.write(handle ->
                handle.execute(
                                "UPDATE channel_link SET listed = ? WHERE channel = ?",
                                listed ? 1 : 0,
                                Columns.channel(channel))
                        > 0);
    }

    @Override
    public List<ChannelLink> listed() {
        return database.read(handle ->
                handle.createQuery(CHANNELS + "WHERE listed = 1 ORDER BY name, channel")
                        .map((row, _) -> channel(row))
                        .list());
    }

    @Override
    public boolean revoke(ChannelRef channel) {
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM channel_link WHERE channel = ?",
                                Columns.channel(channel))
                        > 0);
    }

    private static final String GIVE =
            "INSERT INTO person_link (token, person, subject, at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (person, subject) DO NOTHING";

    private static final String GIVEN = PEOPLE + "WHERE person = :person AND subject = :subject";

    @Override
    public PersonLink give(UserRef user, FeedSubject subject, Instant at) {
        String person = Columns.person(user);
        String column = Columns.text(subject.toString());
        return database.write(handle -> {
            handle.execute(GIVE, token(), person, column, millis(at));
            return handle.createQuery(GIVEN)
                    .bind("person", person)
                    .bind("subject", column)
                    .map((row, _) -> person(row))
                    .one();
        });
    }

    @Override
    public List<PersonLink> of(UserRef user) {
        return database.read(handle ->
                handle.createQuery(PEOPLE + "WHERE person = :person ORDER BY at, subject")
                        .bind("person", Columns.person(user))
                        .map((row, _) -> person(row))
                        .list());
    }

    @Override
    public Optional<PersonLink> person(String token) {
        return database.read(handle ->
                handle.createQuery(PEOPLE + "WHERE token = :token")
                        .bind("token", Columns.text(token))
                        .map((row, _) -> person(row))
                        .findFirst());
    }

    @Override
    public boolean revoke(UserRef user, FeedSubject subject) {
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM person_link WHERE person = ? AND subject = ?",
                                Columns.person(user),
                                Columns.text(subject.toString()))
                        > 0);
    }

    @Override
    public int revokeAll(UserRef user) {
        return database.write(handle ->
                handle.execute("DELETE FROM person_link WHERE person = ?", Columns.person(user)));
    }

    private static ChannelLink channel(ResultSet row) throws SQLException {
        return new ChannelLink(
                Columns.channel(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getInt(4) == 1,
                instant(row.getLong(5)));
    }

    private static PersonLink person(ResultSet row) throws SQLException {
        String subject = row.getString(3);
        return new PersonLink(
                Columns.person(row.getString(1)),
                row.getString(2),
                FeedSubject.parse(subject)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the store has a feed of '" + subject + "'")),
                instant(row.getLong(4)));
    }
}
