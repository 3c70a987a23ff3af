package io.broadsheet.slack.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The way to the bot: through the socket, or as a signed request, which is sent again where nobody
/// acknowledges it in time.
final class FakeDelivery {

    private final FakeSlack slack;

    FakeDelivery(FakeSlack slack) {
        this.slack = slack;
    }

    void send(FakeSlackAnswer answer, String type, JsonObject payload) {
        answer.type = type;
        answer.payload = payload;
        if (slack.botUrl == null) {
            boolean takesPayload = !type.equals("events_api") && !payload.has("actions");
            slack.socket.send(answer, type, takesPayload, payload);
        } else {
            slack.threads.execute(() -> post(answer, type, payload));
        }
    }

    private void post(FakeSlackAnswer answer, String type, JsonObject payload) {
        answer.deliveredAt = System.nanoTime();
        answer.deliveries.incrementAndGet();
        HttpRequest request =
                type.equals("events_api")
                        ? slack.signed("application/json", payload.toString())
                        : slack.signed(
                                "application/x-www-form-urlencoded",
                                type.equals("slash_commands")
                                        ? FakeSlack.form(payload)
                                        : "payload=" + FakeSlack.encode(payload.toString()));
        try {
            HttpResponse<String> response =
                    slack.client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                answer.givenUp = true;
                slack.violations.add(type + " was answered with " + response.statusCode());
                return;
            }
            String body = response.body();
            boolean json =
                    response.headers()
                            .firstValue("content-type")
                            .orElse("")
                            .startsWith("application/json");
            slack.require(body.isEmpty() || json, "an acknowledgement is JSON or nothing: " + body);
            slack.acknowledged(
                    answer,
                    body.isEmpty()
                            ? new JsonObject()
                            : JsonParser.parseString(body).getAsJsonObject());
        } catch (IOException e) {
            answer.givenUp = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
