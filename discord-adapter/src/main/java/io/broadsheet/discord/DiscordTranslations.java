package io.broadsheet.discord;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.localization.LocalizationFunction;

/// Names and descriptions of commands in other languages.
///
/// A language is a file `commands_de.properties`, named by Discord's name of the locale, beside
/// this class on the class path. Its keys are `paper.search.description`,
/// `paper.search.options.words.name` and so on. What it leaves out stays English, and so does what
/// people type.
final class DiscordTranslations implements LocalizationFunction {

    private final Map<String, Map<DiscordLocale, String>> byKey = new HashMap<>();

    private DiscordTranslations() {}

    /// Every language that is on the class path.
    static DiscordTranslations load() {
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
                    .forEach(key ->
                            byKey.computeIfAbsent(key, _ -> new EnumMap<>(DiscordLocale.class))
                                    .put(locale, properties.getProperty(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<DiscordLocale, String> apply(String key) {
        return byKey.getOrDefault(key, Map.of());
    }
}
