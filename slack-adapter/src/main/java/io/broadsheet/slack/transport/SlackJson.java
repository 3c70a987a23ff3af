package io.broadsheet.slack.transport;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;

/// The SDK's JSON, made once: it is made anew for each request otherwise, which takes longer than
/// what it is used for.
public final class SlackJson {

    public static final Gson GSON = GsonFactory.createSnakeCase();

    private SlackJson() {}
}
