package io.broadsheet.discord.transport;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// Sends a request that Discord would carry out twice at most once.
///
/// The SDK repeats what failed on the way. For messages that is right, because their nonce makes
/// Discord recognise a repetition; new threads, forum posts among them, have no nonce. Their
/// failures are turned into an answer that nobody repeats.
public final class OnceOnly implements Interceptor {

    /// The status that stands for "perhaps done". Discord itself does not use it here.
    static final int IN_DOUBT = 409;

    private static final Pattern WITHOUT_NONCE =
            Pattern.compile(".*/channels/\\d+/(?:messages/\\d+/)?(?:threads|crosspost)");

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        if (!request.method().equals("POST")
                || body == null
                || !WITHOUT_NONCE.matcher(request.url().encodedPath()).matches()) {
            return chain.proceed(request);
        }
        Request once = request.newBuilder().post(new OneShot(body)).build();
        try {
            Response response = chain.proceed(once);
            if (response.code() < 500) {
                return response;
            }
            response.close();
            return inDoubt(request, response, "Discord answered " + response.code());
        } catch (java.net.ConnectException | java.net.UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            return inDoubt(request, null, "the connection broke");
        }
    }

    private static Response inDoubt(Request request, @Nullable Response response, String reason) {
        Response.Builder builder =
                response == null
                        ? new Response.Builder()
                                .request(request)
                                .protocol(okhttp3.Protocol.HTTP_1_1)
                        : response.newBuilder();
        return builder.code(IN_DOUBT)
                .message("In doubt")
                .header("Content-Type", "application/json")
                .body(
                        ResponseBody.create(
                                "{\"code\":0,\"message\":\"" + reason + "\"}",
                                requireNonNull(MediaType.parse("application/json"))))
                .build();
    }

    /// A body that the HTTP client does not send again by itself.
    private static final class OneShot extends RequestBody {
        private final RequestBody body;

        OneShot(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
