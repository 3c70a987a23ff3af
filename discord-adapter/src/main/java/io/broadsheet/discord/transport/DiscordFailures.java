package io.broadsheet.discord.transport;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InsufficientPermissionException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/// Says what a failed request to Discord means.
///
/// Discord bans an address that collects 10,000 answers of 401, 403 or 429 in ten minutes
/// (topics/rate-limits), so the first refusal of a destination is taken as what it is.
public final class DiscordFailures {

    private DiscordFailures() {}

    /// What a post came to whose request failed.
    public static Delivery delivery(Throwable failure) {
        return switch (cause(failure)) {
            case ErrorResponseException error -> answered(error);
            // Thrown before anything is sent.
            case InsufficientPermissionException missing ->
                    new Delivery.Refused(
                            Refusal.NO_PERMISSION,
                            "the permission '"
                                    + missing.getPermission().getName()
                                    + "' is missing");
            // The request waited for its turn until it was too late, and was not sent.
            case TimeoutException _ ->
                    new Delivery.RetryAfter(Duration.ofSeconds(30), "Discord is limiting the rate");
            // The SDK is shutting down and takes no request any more.
            case RejectedExecutionException _ ->
                    new Delivery.RetryAfter(Duration.ZERO, "the bot is stopping");
            case Throwable other -> new Delivery.InDoubt(other.toString());
        };
    }

    private static Delivery answered(ErrorResponseException error) {
        if (error.getCause() instanceof IOException io) {
            return neverLeft(io)
                    ? new Delivery.RetryAfter(
                            Duration.ZERO, "Discord cannot be reached: " + io.getMessage())
                    : new Delivery.InDoubt("the connection broke: " + io.getMessage());
        }
        String detail = error.getMeaning() + " (" + error.getErrorCode() + ")";
        int status = error.getResponse().code;
        return switch (error.getErrorResponse()) {
            case UNKNOWN_CHANNEL, UNKNOWN_USER -> refused(Refusal.CHANNEL_GONE, detail);
            case UNKNOWN_MESSAGE -> refused(Refusal.MESSAGE_GONE, detail);
            case UNKNOWN_GUILD -> refused(Refusal.WORKSPACE_GONE, detail);
            case MISSING_ACCESS -> refused(Refusal.NOT_INVITED, detail);
            case MISSING_PERMISSIONS, CANNOT_SEND_TO_USER, NO_MUTUAL_GUILDS, CANNOT_MESSAGE_VC ->
                    refused(Refusal.NO_PERMISSION, detail);
            case THREAD_LOCKED -> refused(Refusal.CHANNEL_ARCHIVED, detail);
            case MESSAGE_BLOCKED_BY_AUTOMOD,
                    MESSAGE_BLOCKED_BY_HARMFUL_LINK_FILTER,
                    INVALID_FORM_BODY ->
                    refused(Refusal.INVALID_MESSAGE, detail);
            case UNAUTHORIZED -> refused(Refusal.CREDENTIALS_REVOKED, detail);
            case SLOWMODE_RATE_LIMIT, CHANNEL_WRITE_RATE_LIMIT ->
                    new Delivery.RetryAfter(Duration.ofMinutes(1), detail);
            default -> byStatus(status, error.getErrorCode(), detail);
        };
    }

    private static Delivery byStatus(int status, int code, String detail) {
        if (code == ARCHIVED) {
            return refused(Refusal.CHANNEL_ARCHIVED, detail);
        }
        return switch (status) {
            case 401 -> refused(Refusal.CREDENTIALS_REVOKED, detail);
            case 403 -> refused(Refusal.NO_PERMISSION, detail);
            case 404 -> refused(Refusal.CHANNEL_GONE, detail);
            case OnceOnly.IN_DOUBT -> new Delivery.InDoubt(detail);
            case 429 -> new Delivery.RetryAfter(Duration.ofMinutes(1), detail);
            default ->
                    status >= 400 && status < 500
                            ? refused(Refusal.INVALID_MESSAGE, detail)
                            : new Delivery.InDoubt("Discord answered " + status);
        };
    }

    /// Thread is archived (topics/opcodes-and-status-codes).
    private static final int ARCHIVED = 50083;

    private static Delivery refused(Refusal refusal, String detail) {
        return new Delivery.Refused(refusal, detail);
    }

    private static boolean neverLeft(IOException failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    /// Whether an interaction can no longer be answered: it is too old, or somebody answered it.
    public static boolean tooLate(Throwable failure) {
        return cause(failure) instanceof ErrorResponseException error
                && (error.getErrorResponse() == ErrorResponse.UNKNOWN_INTERACTION
                        || error.getErrorResponse()
                                == ErrorResponse.INTERACTION_ALREADY_ACKNOWLEDGED);
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
