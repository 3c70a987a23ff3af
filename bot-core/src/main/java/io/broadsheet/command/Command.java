package io.broadsheet.command;

import io.broadsheet.library.Interest;
import io.broadsheet.recommend.Window;
import java.util.Locale;

/// Something a person asks for, however they asked: typed, chosen from a menu, or by pressing a
/// button.
///
/// Each command can be written as the line that would be typed for it, which is how buttons carry
/// commands.
public sealed interface Command {

    /// The line to type for this command, without `/paper`.
    String line();

    /// A command whose answer is a stretch of a longer list.
    sealed interface Paged extends Command {

        /// How many entries come before the stretch, 0 or more.
        int offset();

        Command from(int offset);
    }

    /// A command that changes what is followed or muted.
    sealed interface OfInterest extends Command {

        Interest interest();

        /// Whether for the channel instead of the person.
        boolean here();
    }

    /// @param text words and filters, see [io.broadsheet.catalogue.QueryLanguage]
    record Search(String text, int offset) implements Paged {
        @Override
        public String line() {
            return "search " + text;
        }

        @Override
        public Command from(int value) {
            return new Search(text, value);
        }
    }

    /// Asks a source for what it finds, which sends the words there.
    ///
    /// @param text what was searched for here, as in [Search]; blank for what trends there
    record Ask(String text, int offset) implements Paged {
        @Override
        public String line() {
            return text.isBlank() ? "ask" : "ask " + text;
        }

        @Override
        public Command from(int value) {
            return new Ask(text, value);
        }
    }

    /// Opens the form with a search box.
    record SearchForm() implements Command {
        @Override
        public String line() {
            return "form";
        }
    }

    record Show(String paper) implements Command {
        @Override
        public String line() {
            return "show " + paper;
        }
    }

    record Similar(String paper, int offset) implements Paged {
        @Override
        public String line() {
            return "similar " + paper;
        }

        @Override
        public Command from(int value) {
            return new Similar(paper, value);
        }
    }

    record Today() implements Command {
        @Override
        public String line() {
            return "today";
        }
    }

    record Trending(Window window, int offset) implements Paged {
        @Override
        public String line() {
            return "trending " + window.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Command from(int value) {
            return new Trending(window, value);
        }
    }

    record Recommend(Scope scope) implements Command {
        /// For whom.
        public enum Scope {
            ME,
            CHANNEL
        }

        @Override
        public String line() {
            return "recommend " + scope.name().toLowerCase(Locale.ROOT);
        }
    }

    record Save(String paper) implements Command {
        @Override
        public String line() {
            return "save " + paper;
        }
    }

    record Unsave(String paper) implements Command {
        @Override
        public String line() {
            return "unsave " + paper;
        }
    }

    /// @param words to search the shelf for, empty for all of it
    record Saved(String words, int offset) implements Paged {
        @Override
        public String line() {
            return ("saved " + words).strip();
        }

        @Override
        public Command from(int value) {
            return new Saved(words, value);
        }
    }

    /// @param paper a paper reference, or `saved` for the whole shelf
    record Cite(String paper, Format format) implements Command {
        /// The form of a citation.
        public enum Format {
            BIBTEX,
            RIS,
            CSV,
            JSON
        }

        @Override
        public String line() {
            return "cite " + paper + " " + format.name().toLowerCase(Locale.ROOT);
        }
    }

    record Follow(Interest interest, boolean here) implements OfInterest {
        @Override
        public String line() {
            return "follow " + interest + (here ? " here" : "");
        }
    }

    record Unfollow(Interest interest, boolean here) implements OfInterest {
        @Override
        public String line() {
            return "unfollow " + interest + (here ? " here" : "");
        }
    }

    record Following() implements Command {
        @Override
        public String line() {
            return "following";
        }
    }

    record Mute(Interest interest, boolean here) implements OfInterest {
        @Override
        public String line() {
            return "mute " + interest + (here ? " here" : "");
        }
    }

    record Unmute(Interest interest, boolean here) implements OfInterest {
        @Override
        public String line() {
            return "unmute " + interest + (here ? " here" : "");
        }
    }

    record Muted() implements Command {
        @Override
        public String line() {
            return "muted";
        }
    }

    record Submit(String paper) implements Command {
        @Override
        public String line() {
            return "submit " + paper;
        }
    }

    /// @param since a date, a weekday or `yesterday`; empty for the last seven days
    record CatchUp(String since) implements Command {
        @Override
        public String line() {
            return since.isEmpty() ? "catchup" : "catchup since " + since;
        }
    }

    record Me(What what) implements Command {
        /// What to do with what is stored about the person.
        public enum What {
            SHOW,
            EXPORT,
            /// Asks whether to delete.
            FORGET,
            /// Deletes nothing after all.
            KEEP,
            /// Deletes.
            FORGET_EVERYTHING
        }

        @Override
        public String line() {
            return "me " + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param topic a command's name, empty for the overview
    record Help(String topic) implements Command {
        @Override
        public String line() {
            return ("help " + topic).strip();
        }
    }

    /// Finds the papers that a message refers to.
    record FindIn(String message) implements Command {
        @Override
        public String line() {
            return "find " + message;
        }
    }

    record Upvote(String paper) implements Command {
        @Override
        public String line() {
            return "upvote " + paper;
        }
    }

    record WithdrawVote(String paper) implements Command {
        @Override
        public String line() {
            return "unvote " + paper;
        }
    }

    record Dismiss(String paper) implements Command {
        @Override
        public String line() {
            return "dismiss " + paper;
        }
    }

    record Undismiss(String paper) implements Command {
        @Override
        public String line() {
            return "undismiss " + paper;
        }
    }

    record Discuss(String paper) implements Command {
        @Override
        public String line() {
            return "discuss " + paper;
        }
    }

    /// Puts an answer that only the caller saw before the channel.
    record Share(Command answerTo) implements Command {
        @Override
        public String line() {
            return "share " + answerTo.line();
        }
    }

    /// @param text for adding, how the schedule was described; else its number, `id:` and its id,
    ///   or nothing where there is but one
    record Schedule(Action action, String text) implements Command {
        /// What to do with schedules.
        public enum Action {
            /// Reads a description back.
            ADD,
            /// Sets it up.
            SET,
            LIST,
            PAUSE,
            RESUME,
            REMOVE,
            PREVIEW,
            NOW,
            LOG
        }

        @Override
        public String line() {
            return ("schedule " + action.name().toLowerCase(Locale.ROOT) + " " + text).strip();
        }
    }

    /// Says whether a post that is in doubt is there.
    ///
    /// @param occurrence as [io.broadsheet.edition.Outbox.Key] writes it
    record Settle(String occurrence, boolean there) implements Command {
        @Override
        public String line() {
            return "settle " + occurrence + (there ? " there" : " again");
        }
    }

    /// @param rhythm `daily`, `weekly`, `off`; empty to see what there is
    /// @param zone may be empty
    record DigestOrder(String rhythm, String zone) implements Command {
        @Override
        public String line() {
            return ("digest " + rhythm + " " + zone).strip();
        }
    }

    record Doctor() implements Command {
        @Override
        public String line() {
            return "doctor";
        }
    }
}
