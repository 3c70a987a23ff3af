package io.broadsheet.web.page;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.ErrorPages;
import io.broadsheet.web.serving.Visit;

/// What a reader sees where something is wrong.
///
/// @param heading what is wrong
/// @param sentence what it may come from, and what to do
public record ErrorPage(Frame frame, String heading, String sentence) {

    /// Draws them with a template.
    public static ErrorPages drawn(Frames frames) {
        Templates templates = new StaticTemplates();
        return (status, visit) ->
                Answer.html(templates.error(of(status, visit, frames)).render(), Keeping.NEVER)
                        .with(status);
    }

    private static ErrorPage of(int status, Visit visit, Frames frames) {
        return switch (status) {
            case 403 ->
                    page(
                            frames,
                            "This form has expired",
                            "Nothing was changed. Open the page with the form again and send it once more; it"
                                    + " needs the one cookie that is set there.");
            case 404 ->
                    page(
                            frames,
                            "There is nothing here",
                            "The address may be mistyped, or the link was revoked. Whoever gave it to you may"
                                    + " have a newer one.");
            case 405 ->
                    page(
                            frames,
                            "That cannot be done here",
                            "The page at "
                                    + shortened(visit.path())
                                    + " cannot be asked like this. Open it in a browser.");
            case 429 ->
                    page(
                            frames,
                            "Too many requests",
                            "This address has asked very often within a minute. Try again in a minute.");
            default ->
                    page(
                            frames,
                            "Something went wrong",
                            "It is the bot's fault, not yours, and stands in its log. Try again in a moment.");
        };
    }

    private static ErrorPage page(Frames frames, String heading, String sentence) {
        return new ErrorPage(frames.unlisted(heading), heading, sentence);
    }

    private static String shortened(String path) {
        return path.length() <= 60 ? path : path.substring(0, 60) + "…";
    }
}
