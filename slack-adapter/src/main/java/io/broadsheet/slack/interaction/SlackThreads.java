package io.broadsheet.slack.interaction;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.model.Message;
import org.jspecify.annotations.Nullable;

/// Tells under which message something was asked.
///
/// Slack names a thread by its first message. That one names itself where it has replies, and
/// stands in the channel all the same: what is asked on it is answered in the channel.
final class SlackThreads {

    private SlackThreads() {}

    /// @return the thread's first message, empty where it was asked in the channel itself
    static String of(@Nullable String thread, @Nullable String message) {
        return thread == null || thread.equals(message) ? "" : thread;
    }

    /// Where a button was pressed.
    static String of(BlockActionPayload payload) {
        BlockActionPayload.Container container = payload.getContainer();
        return container == null ? "" : of(container.getThreadTs(), container.getMessageTs());
    }

    /// Where a message's menu was opened.
    static String of(MessageShortcutPayload payload) {
        Message message = payload.getMessage();
        return message == null ? "" : of(message.getThreadTs(), message.getTs());
    }
}
