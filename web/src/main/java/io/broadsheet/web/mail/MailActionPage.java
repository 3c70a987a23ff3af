package io.broadsheet.web.mail;

import io.broadsheet.web.page.Frame;

/// A sentence, and perhaps a paper and a button.
///
/// @param title of the paper; empty for none
/// @param link the paper's page; may be empty
/// @param action where the form goes; empty where there is nothing to press
public record MailActionPage(
        Frame frame,
        String heading,
        String sentence,
        String title,
        String link,
        String action,
        String button) {

    static MailActionPage said(Frame frame, String heading, String sentence) {
        return new MailActionPage(frame, heading, sentence, "", "", "", "");
    }
}
