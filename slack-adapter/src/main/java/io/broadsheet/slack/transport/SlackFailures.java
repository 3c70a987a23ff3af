package io.broadsheet.slack.transport;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what a failed request to Slack means.
public final class SlackFailures {

    /// What Slack says where a token is no good for anything in its workspace.
    public static final Set<String> REVOKED =
            Set.of(
                    "account_inactive",
                    "token_revoked",
                    "token_expired",
                    "invalid_auth",
                    "not_authed",
                    "org_login_required",
                    "team_access_not_granted");

    /// How long Slack is left alone where it does not say so itself.
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Pattern SECRET =
            Pattern.compile(
                    "xox[a-z]-[\\w-]+|xapp-[\\w-]+|https?://hooks\\.[^\\s\"']+|(?i)(?:ticket|token|secret)=[^&\\s\"']+");

    private SlackFailures() {}

    /// A failure in words for the log, with no secret in them.
    public static String describe(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof SlackApiException api) {
            int status = api.getResponse() == null ? 0 : api.getResponse().code();
            String error = error(api);
            return error.isEmpty() ? Integer.toString(status) : status + " " + error;
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : redact(message);
    }

    /// A text without tokens, tickets and addresses that are secrets.
    static String redact(String text) {
        return SECRET.matcher(text).replaceAll("…");
    }

    /// Slack's word for what went wrong, empty where it said none.
    public static String error(SlackApiException failure) {
        String error = failure.getError() == null ? null : failure.getError().getError();
        return error == null ? "" : error;
    }

    /// How long Slack wants to be left alone.
    public static Duration retryAfter(SlackApiException failure) {
        String header =
                failure.getResponse() == null ? null : failure.getResponse().header("Retry-After");
        try {
            return header == null ? PAUSE : Duration.ofSeconds(Long.parseLong(header.strip()));
        } catch (NumberFormatException e) {
            return PAUSE;
        }
    }

    /// What a post came to that Slack answered with something else than yes.
    public static Delivery answered(SlackApiTextResponse response) {
        return answered(response.getError() == null ? "" : response.getError());
    }

    /// What a post came to whose request failed.
    public static Delivery delivery(Throwable failure) {
        return switch (cause(failure)) {
            case SlackApiException api -> failed(api);
            case IOException io ->
                    neverLeft(io)
                            ? new Delivery.RetryAfter(
                                    Duration.ZERO, "Slack cannot be reached: " + describe(io))
                            : new Delivery.InDoubt("the connection broke: " + describe(io));
            case Throwable other -> new Delivery.InDoubt(describe(other));
        };
    }

    private static Delivery failed(SlackApiException failure) {
        int status = failure.getResponse() == null ? 0 : failure.getResponse().code();
        if (status == 429) {
            return new Delivery.RetryAfter(retryAfter(failure), "Slack is limiting the rate");
        }
        String error = error(failure);
        if (!error.isEmpty() && status < 500) {
            return answered(error);
        }
        // Slack may have posted and then failed to say so, and recognises no second attempt.
        return status >= 500 || status == 0
                ? new Delivery.InDoubt("Slack answered " + describe(failure))
                : refused(Refusal.INVALID_MESSAGE, describe(failure));
    }

    private static Delivery answered(String error) {
        if (error.startsWith("restricted_action") || error.startsWith("ekm_access_denied")) {
            return refused(Refusal.NO_PERMISSION, error);
        }
        if (REVOKED.contains(error)) {
            return refused(Refusal.CREDENTIALS_REVOKED, error);
        }
        return switch (error) {
            case "channel_not_found", "user_not_found", "users_not_found", "user_disabled" ->
                    refused(Refusal.CHANNEL_GONE, error);
            case "message_not_found" -> refused(Refusal.MESSAGE_GONE, error);
            case "is_archived" -> refused(Refusal.CHANNEL_ARCHIVED, error);
            case "not_in_channel", "is_inactive" -> refused(Refusal.NOT_INVITED, error);
            case "missing_scope",
                    "not_allowed_token_type",
                    "no_permission",
                    "access_denied",
                    "cannot_dm_bot",
                    "user_not_visible",
                    "messages_tab_disabled",
                    "channel_is_limited_access",
                    "posting_to_general_channel_denied" ->
                    refused(Refusal.NO_PERMISSION, error);
            case "ratelimited", "rate_limited", "message_limit_exceeded" ->
                    new Delivery.RetryAfter(Duration.ofMinutes(1), error);
            case "request_timeout", "team_added_to_org" ->
                    new Delivery.RetryAfter(Duration.ZERO, error);
            // "Some aspect of the operation" may have succeeded, say the methods' references.
            case "", "internal_error", "fatal_error", "service_unavailable" ->
                    new Delivery.InDoubt("Slack says " + error);
            default -> refused(Refusal.INVALID_MESSAGE, error);
        };
    }

    private static Delivery refused(Refusal refusal, String error) {
        return new Delivery.Refused(refusal, "Slack says " + error);
    }

    private static boolean neverLeft(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException;
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /// Slack's word for a refusal of the token, if that is what happened.
    public static @Nullable String revocation(Throwable failure) {
        return cause(failure) instanceof SlackApiException api && REVOKED.contains(error(api))
                ? error(api)
                : null;
    }
}
