package io.broadsheet.slack.transport;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Traffic;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Watches what is asked of Slack and what it answers, and tells it on.
public final class SlackTraffic implements Interceptor {

    private volatile Traffic traffic = Traffic.NONE;

    public void tell(Traffic heard) {
        traffic = heard;
    }

    /// @param since when the request came, as [System#nanoTime] says
    public void acknowledged(long since) {
        traffic.acknowledged(Platform.SLACK, Duration.ofNanos(System.nanoTime() - since));
    }

    void reconnected() {
        traffic.reconnected(Platform.SLACK);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            Response response = chain.proceed(chain.request());
            traffic.answered(Platform.SLACK, response.code());
            return response;
        } catch (IOException e) {
            traffic.answered(Platform.SLACK, 0);
            throw e;
        }
    }
}
