package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Typeahead;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Remembers for some seconds what is offered while people type, so that the store is read once for
/// a word and not at every key stroke. What is changed through this process is read anew at once.
public final class CachedTypeahead implements Typeahead, ChangeListener {

    /// About as long as a command is typed.
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    /// Channels and people who type at the same time; an entry takes up to some kB.
    private static final int MOST = 2_000;

    private final Schedules schedules;
    private final Library library;
    private final Cache<ChannelRef, List<Schedule>> schedulesOf;
    private final Ledger ledger;
    private final Cache<Owner, List<Interest>> followsOf;
    private final Cache<Owner, List<Interest>> mutesOf;
    private final Cache<UserRef, List<PaperId>> shelfOf;
    private final Cache<ChannelRef, List<PaperId>> postOf;
    private final AtomicLong changes = new AtomicLong();

    public CachedTypeahead(Schedules schedules, Library library, Ledger ledger) {
        this(schedules, library, ledger, Ticker.systemTicker());
    }

    CachedTypeahead(Schedules schedules, Library library, Ledger ledger, Ticker ticker) {
        this.schedules = schedules;
        this.library = library;
        this.schedulesOf = cache(ticker);
        this.ledger = ledger;
        this.followsOf = cache(ticker);
        this.mutesOf = cache(ticker);
        this.shelfOf = cache(ticker);
        this.postOf = cache(ticker);
    }

    private static <K, V> Cache<K, V> cache(Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    @Override
    public List<Schedule> schedules(ChannelRef channel) {
        return remembered(schedulesOf, channel, schedules::of);
    }

    @Override
    public List<Interest> follows(Owner owner) {
        return remembered(followsOf, owner, library::follows);
    }

    @Override
    public List<Interest> mutes(Owner owner) {
        return remembered(mutesOf, owner, library::mutes);
    }

    @Override
    public List<PaperId> shelf(UserRef user) {
        return remembered(
                shelfOf, user, it -> library.saved(it).stream().map(Library.Saved::paper).toList());
    }

    /// Read each time: every search makes another one, and tells nobody.
    @Override
    public List<PaperId> lastList(UserRef user, ChannelRef channel) {
        return library.lastList(user, channel);
    }

    @Override
    public List<PaperId> latestPost(ChannelRef channel) {
        return remembered(
                postOf,
                channel,
                it -> ledger.postings(it, 1).stream().map(Ledger.LedgerEntry::paper).toList());
    }

    private <K, V> V remembered(Cache<K, V> cache, K key, Function<K, V> store) {
        V known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        long before = changes.get();
        V read = store.apply(key);
        cache.put(key, read);
        if (changes.get() != before) {
            // It may have been read before a change that has been told of by now.
            cache.invalidate(key);
        }
        return read;
    }

    @Override
    public void changed(UserRef user) {
        changes.incrementAndGet();
        followsOf.invalidate(new Owner.OnePerson(user));
        mutesOf.invalidate(new Owner.OnePerson(user));
        shelfOf.invalidate(user);
    }

    @Override
    public void changed(ChannelRef channel) {
        changes.incrementAndGet();
        schedulesOf.invalidate(channel);
        followsOf.invalidate(new Owner.Channel(channel));
        mutesOf.invalidate(new Owner.Channel(channel));
        postOf.invalidate(channel);
    }
}
