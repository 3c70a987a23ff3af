package io.broadsheet.command;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Schedule;
import java.util.List;

/// The port to what completing needs of a channel and of a person. It is asked at every key stroke,
/// so it answers from memory: what others changed may be missing for some seconds, what was changed
/// through this process is there at once.
public interface Typeahead {

    /// A channel's schedules that are not removed, by number.
    List<Schedule> schedules(ChannelRef channel);

    /// What somebody follows, latest first.
    List<Interest> follows(Owner owner);

    /// What somebody mutes, latest first.
    List<Interest> mutes(Owner owner);

    /// A person's shelf, latest first.
    List<PaperId> shelf(UserRef user);

    /// The list that a person was shown last in a channel.
    List<PaperId> lastList(UserRef user, ChannelRef channel);

    /// The paper that a channel got last; none where it got none.
    List<PaperId> latestPost(ChannelRef channel);
}
