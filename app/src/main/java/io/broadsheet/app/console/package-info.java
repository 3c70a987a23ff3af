/// The console platform: people at a terminal, or a pipe, talk to the bot without any credentials.
/// It may not know what a paper is: like every platform it translates between people and neutral
/// messages.
@NullMarked
package io.broadsheet.app.console;

import org.jspecify.annotations.NullMarked;
