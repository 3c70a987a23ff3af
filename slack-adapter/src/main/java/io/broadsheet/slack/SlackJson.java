package io.broadsheet.slack;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;

/// The SDK's JSON, made once: it is made anew for each request otherwise, which takes longer than
/// what it is used for.
final class SlackJson {

    static final Gson GSON = GsonFactory.createSnakeCase();

    private SlackJson() {}
}
