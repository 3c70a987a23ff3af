package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Reply;
import java.util.Locale;
import java.util.Map;

/// Lets somebody begin with what they know: with a list of papers from another program, or by
/// rating a few.
///
/// @param text the list, in a form that [io.broadsheet.bibliography.Bibliography] reads
record LibraryCommand(LibraryVerb action, String text) implements Command {

    static final CommandType TYPE =
            CommandType.named("library", Group.SHELF, "Begin with papers that you know")
                    .usage("<import|start> [ids, BibTeX, RIS, CSL JSON, CSV or titles]")
                    .option(Option.choice("action", "What to do", "import", "start").needed())
                    .option(
                            Option.document(
                                    "papers", "BibTeX, RIS, CSL JSON, CSV, or a list of ids"))
                    .verb("import", "Fill your shelf from Zotero, BibTeX, RIS or a list", "papers")
                    .verb("start", "Rate a few papers, so that picks know your taste")
                    .example("library import 1706.03762 2501.12948")
                    .example("library start")
                    .note(
                            "import takes what Zotero, Mendeley, JabRef and Google Scholar export: BibTeX, RIS, CSL JSON, CSV, or a"
                                    + " plain list of ids, addresses and titles. What it finds goes on your shelf, and nobody else sees"
                                    + " that. In the console it takes a file: library import ~/papers.bib")
                    .reads(LibraryCommand::layout, LibraryCommand::read);

    /// How to begin.
    enum LibraryVerb {
        IMPORT,
        START
    }

    private static Arguments layout(String rest) {
        int blank = rest.indexOf(' ');
        return blank < 0
                ? Arguments.of("action", rest)
                : new Arguments(
                        Map.of(
                                "action",
                                rest.substring(0, blank),
                                "papers",
                                rest.substring(blank + 1)));
    }

    private static LibraryCommand read(Arguments arguments) throws Misunderstanding {
        if (arguments.get("action").isEmpty()) {
            throw new Misunderstanding(
                    "Tell me how to begin: 'import' or 'start'.", "library start");
        }
        return new LibraryCommand(
                arguments.choice("action", LibraryVerb.START, "library start"),
                arguments.text("papers"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return (action.name().toLowerCase(Locale.ROOT) + " " + text).strip();
    }

    @Override
    public Effect effect() {
        return action == LibraryVerb.IMPORT && !text.isEmpty() ? Effect.ON_CALLER : Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return switch (action) {
            case IMPORT -> new LibraryImport(services).take(text, caller);
            case START -> new FirstRatings(services).offer(caller);
        };
    }

    static Command start() {
        return new LibraryCommand(LibraryVerb.START, "");
    }

    static Command importing() {
        return new LibraryCommand(LibraryVerb.IMPORT, "");
    }
}
