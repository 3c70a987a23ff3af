package io.broadsheet.web.mail;

import io.broadsheet.web.page.Frame;

/// The form that subscribes, with what was filled in.
///
/// @param to `trending`, `topic`, `author` or `search`
/// @param of the topic, the name or the search
/// @param when days and time, as they are typed in a chat
/// @param token of the form
/// @param problem what was wrong; empty where nothing was
/// @param domains which addresses get mail; empty for all
public record SubscribePage(
        Frame frame,
        String token,
        String problem,
        String domains,
        String address,
        String to,
        String of,
        String when,
        String zone) {

    /// The hidden field of the token.
    public String tokenField() {
        return io.broadsheet.web.serving.FormToken.FIELD;
    }
}
