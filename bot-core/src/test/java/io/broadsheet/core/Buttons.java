package io.broadsheet.core;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;

/// The buttons of an answer, for tests that press them.
final class Buttons {

    /// @throws java.util.NoSuchElementException where there is none
    static CommandCode named(Reply reply, String label) {
        return reply.blocks().stream()
                .filter(Block.Buttons.class::isInstance)
                .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                .filter(button -> button.label().equals(label))
                .map(button -> ((Button.Run) button).code())
                .findFirst()
                .orElseThrow();
    }

    private Buttons() {}
}
