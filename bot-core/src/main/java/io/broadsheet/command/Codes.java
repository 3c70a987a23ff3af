package io.broadsheet.command;

import io.broadsheet.chat.LongCodes;
import io.broadsheet.command.ClubCommand.ClubVerb;
import io.broadsheet.command.RotaCommand.RotaVerb;
import io.broadsheet.command.ScheduleCommand.ScheduleVerb;
import io.broadsheet.edition.Outbox;
import io.broadsheet.message.CommandCode;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.ClubActions;
import io.broadsheet.view.EditionActions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes commands into buttons and reads them back.
///
/// A code is `1:` and the command's line, `1:show arxiv:2503.11677`; with `1+5:` the list starts
/// after five entries. A line too long for a button is kept in the store and the button carries
/// `1~` and its key. The digit is the encoding's version: a later one must go on reading this.
public final class Codes implements EditionActions, ClubActions {

    private static final String VERSION = "1";
    private static final Pattern DIRECT =
            Pattern.compile("1(?:\\+(\\d{1,4}))?:(.+)", Pattern.DOTALL);
    private static final Pattern KEPT = Pattern.compile("1~([A-Za-z0-9_-]{1,40})");

    private final LongCodes kept;
    private final Clock clock;

    public Codes(LongCodes kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /// The code of a command.
    public CommandCode code(Command command) {
        int offset = command.offset();
        String text = VERSION + (offset > 0 ? "+" + offset : "") + ":" + command.line();
        return text.length() <= CommandCode.MAX_LENGTH
                ? new CommandCode(text)
                : new CommandCode(VERSION + "~" + kept.keep(text, clock.instant()));
    }

    /// The code of a line where it fits into a button as it is.
    static Optional<CommandCode> direct(String line) {
        String text = VERSION + ":" + line;
        return text.length() <= CommandCode.MAX_LENGTH
                ? Optional.of(new CommandCode(text))
                : Optional.empty();
    }

    @Override
    public CommandCode code(Action action, PaperId paper) {
        String id = paper.toString();
        return code(
                switch (action) {
                    case SHOW -> new ShowCommand(id);
                    case SAVE -> new SaveCommand(id);
                    case UNSAVE -> new UnsaveCommand(id);
                    case UPVOTE -> new UpvoteCommand(id);
                    case WITHDRAW_VOTE -> new UnvoteCommand(id);
                    case DISMISS -> new DismissCommand(id);
                    case UNDISMISS -> new UndismissCommand(id);
                    case SIMILAR -> new SimilarCommand(id, 0);
                    case DISCUSS -> new DiscussCommand(id);
                    case CITE -> new CiteCommand(id, CitationForm.BIBTEX);
                    case SHARE -> new ShareCommand(new ShowCommand(id));
                    case ABSTRACT -> new AbstractCommand(id);
                    case NOMINATE -> new NominateCommand(id, "");
                });
    }

    @Override
    public CommandCode vote(long club, LocalDate day, long nomination) {
        return code(new BallotCommand(club, day, nomination));
    }

    @Override
    public CommandCode leaveQuestion(long club) {
        return code(new AskGroupCommand(""));
    }

    @Override
    public CommandCode volunteer(long club) {
        return code(new VolunteerCommand(Optional.of(club)));
    }

    @Override
    public CommandCode answerOffer(long club, LocalDate day, boolean accepted) {
        return code(
                new RotaCommand(
                        accepted ? RotaVerb.ACCEPT : RotaVerb.DECLINE, "id:" + club + " " + day));
    }

    @Override
    public CommandCode resumeClub(long club) {
        return code(new ClubCommand(ClubVerb.RESUME, "id:" + club));
    }

    @Override
    public CommandCode stopDigests() {
        return code(new DigestCommand("off", ""));
    }

    @Override
    public CommandCode resume(Schedule schedule) {
        return code(new ScheduleCommand(ScheduleVerb.RESUME, "id:" + schedule.id()));
    }

    @Override
    public CommandCode settle(Outbox.Key post, boolean there) {
        return code(new SettleCommand(post.toString(), there));
    }

    @Override
    public Optional<PaperId> saves(CommandCode button) {
        return command(button)
                .filter(SaveCommand.class::isInstance)
                .flatMap(command -> PaperId.parse(((SaveCommand) command).reference()));
    }

    @Override
    public CommandCode inPlace(Action action, PaperId paper) {
        CardCommand.Done done =
                switch (action) {
                    case SHOW -> CardCommand.Done.SHOW;
                    case SAVE -> CardCommand.Done.SAVE;
                    case UNSAVE -> CardCommand.Done.UNSAVE;
                    case UPVOTE -> CardCommand.Done.UPVOTE;
                    case WITHDRAW_VOTE -> CardCommand.Done.UNVOTE;
                    case DISMISS -> CardCommand.Done.DISMISS;
                    case UNDISMISS -> CardCommand.Done.UNDISMISS;
                    case SIMILAR, DISCUSS, CITE, SHARE, ABSTRACT, NOMINATE -> null;
                };
        return done == null ? code(action, paper) : code(new CardCommand(done, paper.toString()));
    }

    /// The command that a code carries; empty where this version cannot read it.
    public Optional<Command> command(CommandCode code) {
        return command(code.value());
    }

    private Optional<Command> command(String text) {
        Matcher keptForm = KEPT.matcher(text);
        if (keptForm.matches()) {
            return kept.find(keptForm.group(1))
                    .filter(found -> !KEPT.matcher(found).matches())
                    .flatMap(this::command);
        }
        Matcher direct = DIRECT.matcher(text);
        if (!direct.matches()) {
            return Optional.empty();
        }
        try {
            Command command = CommandLine.command(direct.group(2));
            return Optional.of(
                    direct.group(1) == null
                            ? command
                            : command.from(Integer.parseInt(direct.group(1))));
        } catch (Misunderstanding e) {
            return Optional.empty();
        }
    }
}
