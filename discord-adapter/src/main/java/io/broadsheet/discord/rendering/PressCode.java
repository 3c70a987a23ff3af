package io.broadsheet.discord.rendering;

import io.broadsheet.message.CommandCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the components of a message carry in their `custom_id`.
///
/// A button carries the code of its command as it is. Discord wants every id once in a message, so
/// a second button of the same code says which button it repeats: `=2/7` is the second repetition
/// and does what the message's button 7 does. A menu's own id says nothing, its chosen value is a
/// code; a form's says which command it fills in.
public final class PressCode {

    private static final Pattern REPEATED = Pattern.compile("=\\d{1,2}/(\\d{1,2})");
    private static final String FORM = "form:";
    private static final String MENU = "menu:";

    private PressCode() {}

    static String repeated(int serial, int position) {
        return "=" + serial + "/" + position;
    }

    static String menu(int serial) {
        return MENU + serial;
    }

    public static String form(String command) {
        return FORM + command;
    }

    public static Optional<String> submitted(String id) {
        return id.startsWith(FORM) ? Optional.of(id.substring(FORM.length())) : Optional.empty();
    }

    /// The code that a button carries.
    ///
    /// @param all the ids of all the message's buttons in their order, links left out
    public static Optional<CommandCode> pressed(String id, List<String> all) {
        Matcher repeated = REPEATED.matcher(id);
        if (!repeated.matches()) {
            return code(id);
        }
        int position = Integer.parseInt(repeated.group(1));
        return position < all.size() && !REPEATED.matcher(all.get(position)).matches()
                ? code(all.get(position))
                : Optional.empty();
    }

    public static Optional<CommandCode> code(String value) {
        return value.isEmpty() || value.length() > CommandCode.MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new CommandCode(value));
    }
}
