package io.broadsheet.command;

/// A command after whose name nothing is typed, and which changes nothing.
interface BareQuestion extends Command {

    @Override
    default String rest() {
        return "";
    }

    @Override
    default Effect effect() {
        return Effect.NONE;
    }
}
