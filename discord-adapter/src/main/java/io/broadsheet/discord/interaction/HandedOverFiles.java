package io.broadsheet.discord.interaction;

import io.broadsheet.command.Arguments;
import io.broadsheet.command.CommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.entities.Message.Attachment;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;

/// Files that people hand over with a command, read as text. Discord keeps them itself and gives
/// their address.
final class HandedOverFiles {

    /// A character takes up to four bytes in UTF-8.
    private static final int LONGEST = 4 * CommandLine.LONGEST_DOCUMENT;

    private static final long PATIENCE_SECONDS = 20;

    /// A file that cannot be taken; the message says why, for whoever handed it over.
    static final class UnusableFileException extends Exception {

        private static final long serialVersionUID = 1;

        UnusableFileException(String message) {
            super(message);
        }
    }

    private HandedOverFiles() {}

    static boolean areIn(CommandInteractionPayload used) {
        return used.getOptions().stream()
                .anyMatch(option -> option.getType() == OptionType.ATTACHMENT);
    }

    /// The arguments with what is in the files. Waits for Discord.
    static Arguments with(Arguments arguments, CommandInteractionPayload used)
            throws UnusableFileException {
        Map<String, String> values = new LinkedHashMap<>(arguments.values());
        for (OptionMapping option : used.getOptions()) {
            if (option.getType() == OptionType.ATTACHMENT) {
                values.put(option.getName(), text(option.getAsAttachment()));
            }
        }
        return new Arguments(values);
    }

    private static String text(Attachment file) throws UnusableFileException {
        if (file.getSize() > LONGEST) {
            throw new UnusableFileException(
                    "That file has "
                            + file.getSize() / 1_000_000
                            + " MB; I read up to "
                            + LONGEST / 1_000_000
                            + " MB. Please divide it.");
        }
        try (InputStream bytes =
                file.getProxy().download().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return new String(bytes.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new UnusableFileException(
                    "Discord did not give me that file. Please try again in a minute.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableFileException("I am about to restart. Please try again in a minute.");
        }
    }
}
