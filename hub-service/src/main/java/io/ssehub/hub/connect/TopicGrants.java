package io.ssehub.hub.connect;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.protocol.channel.Channel;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Refuses channels that the caller may not listen to. */
@Component
final class TopicGrants implements Admission {
    private final Callers callers;

    TopicGrants(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Optional<ApiException> refuse(ConnectRequest request) {
        Caller caller = callers.current();
        return request.reading().channels().keySet().stream()
                .filter(channel -> !caller.mayHear(channel))
                .findFirst()
                .map(TopicGrants::notGranted);
    }

    private static ApiException notGranted(Channel channel) {
        return ApiException.of(
                HttpStatus.FORBIDDEN, "topic_not_granted", "the token does not grant " + channel, "topics");
    }
}
