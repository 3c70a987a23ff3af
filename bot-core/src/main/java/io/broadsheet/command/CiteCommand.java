package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.export.Citations;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes a citation of a paper, or of the whole shelf.
///
/// @param reference a paper, as [PaperFinder] reads it, or `saved` for the whole shelf
record CiteCommand(String reference, Format format) implements Command {

    static final CommandType TYPE =
            CommandType.named("cite", Group.KEEP, "A citation, or your whole shelf as a file")
                    .usage("<paper|saved> [bibtex|ris|csv|json]")
                    .option(
                            new Option(
                                    "paper",
                                    "A paper, or saved for your whole shelf",
                                    Option.Type.TEXT,
                                    true,
                                    List.of(),
                                    CompletedFrom.PAPER))
                    .option(
                            Option.choice(
                                    "format",
                                    "Form of the citation",
                                    "bibtex",
                                    "ris",
                                    "csv",
                                    "json"))
                    .example("cite 1")
                    .example("cite saved ris")
                    .note(PaperFinder.NOTE)
                    .reads(
                            LineLayout.lastWord("paper", "format", "bibtex", "ris", "csv", "json"),
                            CiteCommand::read);

    private static CiteCommand read(Arguments arguments) throws Misunderstanding {
        return new CiteCommand(
                CitedPaper.read(arguments.paper("cite 1 bibtex")),
                arguments.choice("format", Format.BIBTEX, "cite 1 bibtex"));
    }

    /// The form of a citation.
    enum Format {
        BIBTEX,
        RIS,
        CSV,
        JSON
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return reference + " " + format.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        if (reference.equalsIgnoreCase("saved")) {
            return citeShelf(services, format, caller);
        }
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        paper -> new CiteCommand(paper, format),
                        paper -> cite(services, paper, format));
    }

    private Reply cite(CommandServices services, Paper paper, Format format) {
        List<Button> others = new ArrayList<>();
        for (Format other : Format.values()) {
            if (other != format) {
                others.add(
                        services.button(
                                Button.Role.OTHER,
                                label(other),
                                new CiteCommand(paper.id().toString(), other)));
            }
        }
        return Reply.of(
                Block.paragraph(Span.text(label(format) + " for "), Span.emphasis(paper.title())),
                new Block.Verbatim(Citations.write(kind(format), List.of(paper))),
                new Block.Buttons(others));
    }

    private Reply citeShelf(CommandServices services, Format format, Caller caller) {
        List<Paper> papers = services.catalogue().findAll(services.shelf(caller));
        if (papers.isEmpty()) {
            return Reply.say("Your shelf is empty, so there is nothing to cite.");
        }
        Citations.CitationFormat form = kind(format);
        return Reply.of(
                Block.paragraph(
                        "Your shelf, "
                                + Phrases.count(papers.size(), "paper")
                                + ", as "
                                + label(format)),
                new Block.File(
                        "broadsheet-shelf." + form.extension(),
                        form.mediaType(),
                        Citations.write(form, papers)));
    }

    private static Citations.CitationFormat kind(Format format) {
        return switch (format) {
            case BIBTEX -> Citations.CitationFormat.BIBTEX;
            case RIS -> Citations.CitationFormat.RIS;
            case CSV -> Citations.CitationFormat.CSV;
            case JSON -> Citations.CitationFormat.JSON;
        };
    }

    private static String label(Format format) {
        return format == Format.BIBTEX ? "BibTeX" : format.name().toUpperCase(Locale.ROOT);
    }
}
