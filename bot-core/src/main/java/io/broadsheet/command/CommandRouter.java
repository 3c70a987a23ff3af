package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Reply;

/// Brings each command to its handler.
public final class CommandRouter {

    private final SearchHandler search;
    private final AskHandler ask;
    private final PaperHandler paper;
    private final SuggestionHandler suggestion;
    private final ShelfHandler shelf;
    private final FeedbackHandler feedback;
    private final InterestHandler interest;
    private final SubmitHandler submit;
    private final MeHandler me;
    private final HelpHandler help;
    private final ShareHandler share;
    private final ScheduleHandler schedule;
    private final DoubtHandler doubt;
    private final DigestHandler digest;
    private final DoctorHandler doctor;

    public CommandRouter(Desk desk) {
        this.search = new SearchHandler(desk);
        this.ask = new AskHandler(desk);
        this.paper = new PaperHandler(desk);
        this.suggestion = new SuggestionHandler(desk);
        this.shelf = new ShelfHandler(desk);
        this.feedback = new FeedbackHandler(desk);
        this.interest = new InterestHandler(desk);
        this.submit = new SubmitHandler(desk);
        this.me = new MeHandler(desk);
        this.help = new HelpHandler();
        ScheduleList schedules = new ScheduleList(desk);
        ScheduleAccess access = new ScheduleAccess(desk, schedules);
        this.schedule = new ScheduleHandler(desk, access, schedules);
        this.doubt = new DoubtHandler(desk, access);
        this.digest = new DigestHandler(desk);
        this.doctor = new DoctorHandler(desk);
        this.share = new ShareHandler(desk, this::route);
    }

    /// Runs a command for somebody.
    public Reply route(Command command, Caller caller) {
        return switch (command) {
            case Command.Search it -> search.handle(it, caller);
            case Command.SearchForm _ -> search.form();
            case Command.Ask it -> ask.handle(it, caller);
            case Command.Show it -> paper.show(it, caller);
            case Command.Similar it -> paper.similar(it, caller);
            case Command.Discuss it -> paper.discuss(it, caller);
            case Command.Today _ -> suggestion.today(caller);
            case Command.Trending it -> suggestion.trending(it, caller);
            case Command.Recommend it -> suggestion.recommend(it, caller);
            case Command.CatchUp it -> suggestion.catchUp(it, caller);
            case Command.Save it -> shelf.save(it, caller);
            case Command.Unsave it -> shelf.unsave(it, caller);
            case Command.Saved it -> shelf.saved(it, caller);
            case Command.Cite it -> shelf.cite(it, caller);
            case Command.Upvote it -> feedback.upvote(it, caller);
            case Command.WithdrawVote it -> feedback.withdrawVote(it, caller);
            case Command.Dismiss it -> feedback.dismiss(it, caller);
            case Command.Undismiss it -> feedback.undismiss(it, caller);
            case Command.Follow it -> interest.follow(it, caller);
            case Command.Unfollow it -> interest.unfollow(it, caller);
            case Command.Following _ -> interest.following(caller);
            case Command.Mute it -> interest.mute(it, caller);
            case Command.Unmute it -> interest.unmute(it, caller);
            case Command.Muted _ -> interest.muted(caller);
            case Command.Submit it -> submit.submit(it, caller);
            case Command.FindIn it -> submit.find(it, caller);
            case Command.Me it -> me.handle(it, caller);
            case Command.Help it -> help.handle(it);
            case Command.Share it -> share.handle(it, caller);
            case Command.Schedule it -> schedule.handle(it, caller);
            case Command.Settle it -> doubt.settle(it, caller);
            case Command.DigestOrder it -> digest.handle(it, caller);
            case Command.Doctor _ -> doctor.handle(caller);
        };
    }

    /// The specification of a command.
    public static CommandSpec spec(Command command) {
        String line = command.line();
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        return CommandBook.spec(name)
                .orElseThrow(() -> new IllegalStateException("no specification of " + name));
    }
}
