package io.broadsheet.library;

import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;

/// The port to the named lists on people's shelves: `to read`, `thesis`. A list is there while it
/// has papers, and each of its papers is on the shelf. Upper and lower case are one name.
public interface ShelfLists {

    /// The longest name, in characters.
    int LONGEST_NAME = 40;

    /// How many lists a person may have.
    int MOST = 50;

    /// @param name as the person wrote it last
    /// @param papers how many are on it, 1 or more
    record ShelfList(String name, int papers) {}

    /// A person's lists, by name.
    List<ShelfList> of(UserRef user);

    /// The papers of a list, latest first; empty where there is no such list.
    List<PaperId> papers(UserRef user, String name);

    /// Puts a paper on a list, and on the shelf where it is not there.
    ///
    /// @return whether it was not on the list before
    boolean put(UserRef user, String name, PaperId paper, Instant at);

    /// Takes a paper off a list; it stays on the shelf.
    ///
    /// @return whether it was on the list
    boolean take(UserRef user, String name, PaperId paper);

    /// Ends a list; its papers stay on the shelf.
    ///
    /// @return how many papers were on it
    int end(UserRef user, String name);
}
