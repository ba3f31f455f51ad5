package io.ssehub.starter.test;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.starter.publish.HubEvent;
import io.ssehub.starter.publish.HubJson;
import io.ssehub.starter.publish.Message;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AssertionsForInterfaceTypes;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/** What was published, narrowed step by step; each step fails if nothing is left. */
public final class RecordedAssert extends AbstractAssert<RecordedAssert, List<Recorded>> {
    private final HubJson json;
    private final String chosen;

    RecordedAssert(List<Recorded> recorded, HubJson json, String chosen) {
        super(recorded, RecordedAssert.class);
        this.json = json;
        this.chosen = chosen;
    }

    /** What went to this client. */
    public RecordedAssert toClient(String clientId) {
        return to(Channel.client(clientId));
    }

    /** What went to this topic. */
    public RecordedAssert toTopic(String topic) {
        return to(Channel.topic(topic));
    }

    /** What went to everybody. */
    public RecordedAssert toAll() {
        return to(Channel.BROADCAST);
    }

    private RecordedAssert to(Channel channel) {
        return narrow("to " + channel, each -> each.event().channel().equals(channel));
    }

    /** Events of this name. */
    public RecordedAssert event(String name) {
        return narrow("named " + name, each -> each.event().name().equals(name));
    }

    /** What was published under this key. */
    public RecordedAssert withKey(String key) {
        return narrow("under the key " + key, each -> key.equals(each.event().key()));
    }

    /** What has this data, compared as the JSON that listeners get. */
    public RecordedAssert hasData(@Nullable Object data) {
        String expected =
                Message.of(HubEvent.toAll("expected", data), json).event().data();
        return narrow("with the data " + expected, each -> each.json().equals(expected));
    }

    /** So many are left. */
    public RecordedAssert hasSize(int expected) {
        if (actual.size() != expected) {
            failWithMessage("expected %d events%s but there are %d:%s", expected, chosen, actual.size(), list(actual));
        }
        return this;
    }

    /** Nothing was published. */
    public void isEmpty() {
        hasSize(0);
    }

    /** Nothing was published to this client. */
    public RecordedAssert hasNothingForClient(String clientId) {
        return hasNothingFor(Channel.client(clientId));
    }

    /** Nothing was published to this topic. */
    public RecordedAssert hasNothingForTopic(String topic) {
        return hasNothingFor(Channel.topic(topic));
    }

    private RecordedAssert hasNothingFor(Channel channel) {
        List<Recorded> found = actual.stream()
                .filter(each -> each.event().channel().equals(channel))
                .toList();
        if (!found.isEmpty()) {
            failWithMessage("expected nothing for %s but there is:%s", channel, list(found));
        }
        return this;
    }

    /** The JSON of what is left, for further assertions. */
    public ListAssert<String> json() {
        return AssertionsForInterfaceTypes.assertThat(
                actual.stream().map(Recorded::json).toList());
    }

    private RecordedAssert narrow(String step, Predicate<Recorded> wanted) {
        List<Recorded> left = actual.stream().filter(wanted).toList();
        String steps = chosen + ' ' + step;
        if (left.isEmpty()) {
            failWithMessage("expected an event%s but published%s was:%s", steps, chosen, list(actual));
        }
        return new RecordedAssert(left, json, steps);
    }

    private static String list(List<Recorded> recorded) {
        if (recorded.isEmpty()) {
            return " nothing";
        }
        StringBuilder lines = new StringBuilder();
        recorded.forEach(each -> lines.append("\n  ").append(each));
        return lines.toString();
    }
}
