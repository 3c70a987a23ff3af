package io.broadsheet.command;

import io.broadsheet.command.CommandSpec.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every command there is. Help lists them in this order under their groups.
public final class CommandBook {

    /// What can be typed.
    private static final List<CommandType> TYPED =
            List.of(
                    // Find papers
                    SearchCommand.TYPE,
                    ShowCommand.TYPE,
                    SimilarCommand.TYPE,
                    // Keep and cite
                    SaveCommand.TYPE,
                    UnsaveCommand.TYPE,
                    SavedCommand.TYPE,
                    CiteCommand.TYPE,
                    ListCommand.TYPE,
                    LibraryCommand.TYPE,
                    // Get suggestions
                    TodayCommand.TYPE,
                    TrendingCommand.TYPE,
                    RecommendCommand.TYPE,
                    CatchupCommand.TYPE,
                    RandomCommand.TYPE,
                    FeedCommand.TYPE,
                    // Tell me what you like
                    FollowCommand.TYPE,
                    UnfollowCommand.TYPE,
                    FollowingCommand.TYPE,
                    MuteCommand.TYPE,
                    UnmuteCommand.TYPE,
                    MutedCommand.TYPE,
                    // Post regularly
                    ScheduleCommand.TYPE,
                    DigestCommand.TYPE,
                    SubscribeCommand.TYPE,
                    SubscriptionsCommand.TYPE,
                    UnsubscribeCommand.TYPE,
                    ArchiveCommand.TYPE,
                    // Read together
                    ClubCommand.TYPE,
                    NominateCommand.TYPE,
                    WithdrawCommand.TYPE,
                    RotaCommand.TYPE,
                    VolunteerCommand.TYPE,
                    AskGroupCommand.TYPE,
                    NotesCommand.TYPE,
                    RateCommand.TYPE,
                    // About you and this bot
                    SubmitCommand.TYPE,
                    MeCommand.TYPE,
                    DoctorCommand.TYPE,
                    HelpCommand.TYPE);

    /// What only a button, a form or a message's menu does.
    private static final List<CommandType> PRESSED =
            List.of(
                    FormCommand.TYPE,
                    AskCommand.TYPE,
                    FindCommand.TYPE,
                    SettleCommand.TYPE,
                    AbstractCommand.TYPE,
                    CardCommand.TYPE,
                    UpvoteCommand.TYPE,
                    UnvoteCommand.TYPE,
                    DismissCommand.TYPE,
                    UndismissCommand.TYPE,
                    DiscussCommand.TYPE,
                    BallotCommand.TYPE,
                    ShareCommand.TYPE);

    private static final Map<String, CommandType> BY_NAME = byName();

    private CommandBook() {}

    /// All commands, those that can be typed first.
    public static List<CommandSpec> specs() {
        return BY_NAME.values().stream().map(CommandType::spec).toList();
    }

    /// The commands that can be typed.
    public static List<CommandSpec> typed() {
        return TYPED.stream().map(CommandType::spec).toList();
    }

    public static Optional<CommandSpec> spec(String name) {
        return type(name).map(CommandType::spec);
    }

    static Optional<CommandType> type(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The command of that name, where it can be typed.
    static Optional<CommandType> typed(String name) {
        return type(name).filter(type -> type.spec().trigger() == Trigger.TYPED);
    }

    private static Map<String, CommandType> byName() {
        Map<String, CommandType> types = new LinkedHashMap<>();
        TYPED.forEach(type -> add(type, Trigger.TYPED, types));
        PRESSED.forEach(type -> add(type, Trigger.PRESSED, types));
        return types;
    }

    private static void add(CommandType type, Trigger trigger, Map<String, CommandType> types) {
        if (type.spec().trigger() != trigger || types.put(type.name(), type) != null) {
            throw new IllegalStateException(
                    "'" + type.name() + "' is listed twice, or among the wrong ones");
        }
    }
}
