package io.broadsheet.command;

/// A command by which somebody says what they think of one paper: `dismiss 1`.
interface OnePaperChange extends Command {

    /// The paper, as [PaperFinder] reads it.
    String reference();

    @Override
    default String rest() {
        return reference();
    }

    @Override
    default Effect effect() {
        return Effect.ON_CALLER;
    }
}
