package io.broadsheet.discord.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.localization.LocalizationFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Names and descriptions of commands in other languages.
///
/// A language is a file `commands_de.properties`, named by Discord's name of the locale, beside
/// this class on the class path. Its keys are `paper.search.description`,
/// `paper.search.options.words.name` and so on. What it leaves out stays English, and so does what
/// people type. What Discord would not take is left out as well: one bad line must not keep all
/// commands from being registered.
public final class DiscordTranslations implements LocalizationFunction {

    private static final Logger log = LoggerFactory.getLogger(DiscordTranslations.class);

    private static final Pattern NAME =
            Pattern.compile("[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}");

    private final Map<String, Map<DiscordLocale, String>> byKey = new HashMap<>();

    private DiscordTranslations() {}

    /// Every language that is on the class path.
    public static DiscordTranslations load() {
        DiscordTranslations translations = new DiscordTranslations();
        for (DiscordLocale locale : DiscordLocale.values()) {
            if (locale != DiscordLocale.UNKNOWN) {
                translations.load(locale);
            }
        }
        return translations;
    }

    private void load(DiscordLocale locale) {
        String file = "commands_" + locale.getLocale() + ".properties";
        try (InputStream stream = DiscordTranslations.class.getResourceAsStream(file)) {
            if (stream == null) {
                return;
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            properties
                    .stringPropertyNames()
                    .forEach(key -> put(locale, key, properties.getProperty(key).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(DiscordLocale locale, String key, String text) {
        if (acceptable(key, text)) {
            byKey.computeIfAbsent(key, _ -> new EnumMap<>(DiscordLocale.class)).put(locale, text);
        } else {
            log.warn("{}: Discord would not take '{}' as {}", locale.getLocale(), text, key);
        }
    }

    /// The rules of interactions/application-commands. Names of menus' commands and of choices may
    /// be any text; those of typed commands and options may not.
    private static boolean acceptable(String key, String text) {
        if (!key.endsWith(".name")) {
            return !text.isEmpty() && text.length() <= 100;
        }
        if (key.contains(".choices.")) {
            return !text.isEmpty() && text.length() <= 100;
        }
        return key.startsWith("paper")
                ? NAME.matcher(text).matches() && text.equals(text.toLowerCase(Locale.ROOT))
                : !text.isEmpty() && text.length() <= 32;
    }

    @Override
    public Map<DiscordLocale, String> apply(String key) {
        return byKey.getOrDefault(key, Map.of());
    }
}
