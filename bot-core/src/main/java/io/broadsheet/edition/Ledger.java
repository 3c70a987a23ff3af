package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;

/// The port to the record of what channels got.
public interface Ledger {

    /// Records that a paper was put before a channel.
    void record(LedgerEntry posting);

    /// What a channel got, latest first.
    List<LedgerEntry> postings(ChannelRef channel, int limit);

    /// When a paper was put before a channel, latest first.
    List<LedgerEntry> postings(ChannelRef channel, PaperId paper);

    /// @param occasion why it was posted
    record LedgerEntry(ChannelRef channel, PaperId paper, Instant at, Occasion occasion) {}

    /// Why a paper came before a channel.
    enum Occasion {
        /// It was the paper of the day.
        EDITION,
        /// A person shared it.
        SHARED
    }
}
