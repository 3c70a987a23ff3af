package io.broadsheet.discord.transport;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Watches what is asked of Discord and what it answers, and tells it on.
public final class DiscordTraffic extends ListenerAdapter implements Interceptor {

    private static final Pattern CALLBACK = Pattern.compile("/interactions/(\\d+)/[^/]+/callback$");

    /// Interactions that nobody acknowledges are forgotten when there are so many.
    private static final int MOST_OPEN = 10_000;

    private final Map<Long, Long> arrived = new ConcurrentHashMap<>();
    private volatile Traffic traffic = Traffic.NONE;

    public void tell(Traffic heard) {
        traffic = heard;
    }

    @Override
    public void onGenericInteractionCreate(GenericInteractionCreateEvent event) {
        if (arrived.size() >= MOST_OPEN) {
            arrived.clear();
        }
        arrived.put(event.getInteraction().getIdLong(), System.nanoTime());
    }

    @Override
    public void onSessionResume(SessionResumeEvent event) {
        traffic.reconnected(Platform.DISCORD);
    }

    @Override
    public void onSessionRecreate(SessionRecreateEvent event) {
        traffic.reconnected(Platform.DISCORD);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            Response response = chain.proceed(chain.request());
            traffic.answered(Platform.DISCORD, response.code());
            Matcher callback = CALLBACK.matcher(chain.request().url().encodedPath());
            if (callback.find() && response.isSuccessful()) {
                Long since = arrived.remove(Long.parseLong(callback.group(1)));
                if (since != null) {
                    traffic.acknowledged(
                            Platform.DISCORD, Duration.ofNanos(System.nanoTime() - since));
                }
            }
            return response;
        } catch (IOException e) {
            traffic.answered(Platform.DISCORD, 0);
            throw e;
        }
    }
}
