package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.export.CitationStyle;
import io.broadsheet.export.Citations;
import io.broadsheet.export.StyledCitations;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// Writes a citation of a paper, or of the whole shelf.
///
/// @param reference a paper, as [PaperFinder] reads it, or `saved` for the whole shelf
/// @param form how it is written
record CiteCommand(String reference, CitationForm form) implements Command {

    static final CommandType TYPE =
            CommandType.named("cite", Group.KEEP, "A citation, or your whole shelf as a file")
                    .usage("<paper|saved> [bibtex|ris|csv|json|apa|ieee|…]")
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
                                    CitationForm.all().stream()
                                            .map(CitationForm::typed)
                                            .toArray(String[]::new)))
                    .example("cite 1")
                    .example("cite 1 apa")
                    .example("cite saved ris")
                    .example("cite list:thesis")
                    .note("For a reference list: " + CitationForm.styleNames() + ".")
                    .note(PaperFinder.NOTE)
                    .reads(CitedPaper::laidOut, CiteCommand::read);

    private static CiteCommand read(Arguments arguments) throws Misunderstanding {
        String reference = CitedPaper.read(arguments.paper("cite 1 bibtex"));
        String form = arguments.text("format");
        return new CiteCommand(
                reference,
                form.isEmpty()
                        ? CitationForm.BIBTEX
                        : CitationForm.named(form)
                                .orElseThrow(() -> CitationForm.unknown(form, reference)));
    }

    /// What stands before the name of a list of whose papers a file is wanted.
    private static final String LIST = "list:";

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return reference + " " + form.typed();
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        if (reference.equalsIgnoreCase("saved")) {
            return citeAll("Your shelf", services.shelf(caller), services);
        }
        if (reference.regionMatches(true, 0, LIST, 0, LIST.length())) {
            String name = reference.substring(LIST.length()).strip();
            List<PaperId> listed = services.library().lists().papers(caller.user(), name);
            return listed.isEmpty()
                    ? ListCommand.noSuchList(name, services, caller)
                    : citeAll("Your list '" + name + "'", listed, services);
        }
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        paper -> new CiteCommand(paper, form),
                        paper -> cite(services, paper));
    }

    private Reply cite(CommandServices services, Paper paper) {
        List<Button> formats = new ArrayList<>();
        List<Button> styles = new ArrayList<>();
        for (CitationForm other : CitationForm.all()) {
            if (!other.equals(form)) {
                Button button =
                        services.button(
                                Button.Role.OTHER,
                                other.label(),
                                new CiteCommand(paper.id().toString(), other));
                (other instanceof CitationForm.Styled ? styles : formats).add(button);
            }
        }
        int inRow = formats.size();
        formats.addAll(styles);
        return Reply.of(
                Block.paragraph(Span.text(form.label() + " for "), Span.emphasis(paper.title())),
                written(paper),
                new Block.Buttons(formats, inRow));
    }

    /// A format is copied as it stands, a style's citation with its italics.
    private Block written(Paper paper) {
        return switch (form) {
            case CitationForm.Data(Citations.CitationFormat format) ->
                    new Block.Verbatim(Citations.write(format, List.of(paper)));
            case CitationForm.Styled(CitationStyle style) ->
                    new Block.Paragraph(
                            StyledCitations.cite(style, paper).stream()
                                    .map(run ->
                                            run.italic()
                                                    ? Span.emphasis(run.text())
                                                    : Span.text(run.text()))
                                    .toList());
        };
    }

    private Reply citeAll(String what, List<PaperId> ids, CommandServices services) {
        List<Paper> papers = services.catalogue().findAll(ids);
        if (papers.isEmpty()) {
            return Reply.say(what + " is empty, so there is nothing to cite.");
        }
        return Reply.of(
                Block.paragraph(
                        what
                                + ", "
                                + Phrases.count(papers.size(), "paper")
                                + ", as "
                                + form.label()),
                shelfFile(papers));
    }

    private Block.File shelfFile(List<Paper> papers) {
        return switch (form) {
            case CitationForm.Data(Citations.CitationFormat format) ->
                    new Block.File(
                            "broadsheet-shelf." + format.extension(),
                            format.mediaType(),
                            Citations.write(format, papers));
            case CitationForm.Styled(CitationStyle style) ->
                    new Block.File(
                            "broadsheet-shelf-" + style.typed() + ".txt",
                            "text/plain",
                            StyledCitations.list(style, papers));
        };
    }
}
