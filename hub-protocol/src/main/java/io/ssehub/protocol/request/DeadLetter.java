package io.ssehub.protocol.request;

import java.time.Instant;

/**
 * A request that failed for good in a way somebody should look at. It does not hold the question, which is the client's
 * and expires with its generation.
 *
 * @param entryId its entry in the stream of dead letters
 * @param attempts attempts that were begun
 * @param code the error code its readers were told
 * @param cause what went wrong in the last attempt, for operators
 * @param time when it was written
 */
public record DeadLetter(
        String entryId, String clientId, String messageId, int attempts, String code, String cause, Instant time) {}
