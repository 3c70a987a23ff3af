package io.broadsheet.view;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.message.Span;
import java.util.List;

/// Says what ends a platform's refusal, in words that can be followed on that platform.
public final class Remedies {

    private Remedies() {}

    /// Sentences that follow the reason, each with a blank before it; empty where nothing is known
    /// to help.
    public static List<Span> of(Delivery.Refused refused, Platform platform) {
        return switch (refused.refusal()) {
            case NOT_INVITED ->
                    platform.equals(Platform.SLACK)
                            ? List.of(
                                    Span.text(" Type "),
                                    Span.code("/invite @Broadsheet"),
                                    Span.text(" there."))
                            : List.of(
                                    Span.text(
                                            " Let me see the channel and write there: channel settings, Permissions."));
            // It names the permission.
            case NO_PERMISSION -> List.of(Span.text(" " + sentence(refused.detail())));
            case CHANNEL_ARCHIVED ->
                    List.of(Span.text(" Somebody has to take it out of the archive."));
            default -> List.of();
        };
    }

    private static String sentence(String detail) {
        String text = detail.strip();
        return text.isEmpty()
                ? ""
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
