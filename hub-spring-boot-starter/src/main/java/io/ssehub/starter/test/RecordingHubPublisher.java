package io.ssehub.starter.test;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.starter.publish.HubEvent;
import io.ssehub.starter.publish.HubJson;
import io.ssehub.starter.publish.HubPublishException;
import io.ssehub.starter.publish.HubPublisher;
import io.ssehub.starter.publish.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that publishes nothing and remembers everything. It refuses what the real one refuses: bad names, data that is
 * too long or cannot be written, another event under the same key.
 *
 * <pre>{@code
 * assertThat(hub).toClient("alice").event("orderShipped").hasData(new Shipped(42));
 * }</pre>
 *
 * <p>Thread-safe. {@link HubTest} and {@link AutoConfigureRecordingHub} empty it before each test.
 */
public final class RecordingHubPublisher implements HubPublisher, AssertProvider<RecordedAssert> {
    private static final long EPOCH = 1;

    private final HubJson json;

    // Guarded by this.
    private final List<Recorded> recorded = new ArrayList<>();
    private HubPublishException.@Nullable Reason failing;

    public RecordingHubPublisher(HubJson json) {
        this.json = json;
    }

    /** All there is so far, in order. */
    public synchronized List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    /** From now on whatever is published fails like this, and is not remembered. */
    public synchronized void failWith(HubPublishException.Reason reason) {
        failing = reason;
    }

    /** Forgets everything, and fails no more. */
    public synchronized void reset() {
        recorded.clear();
        failing = null;
    }

    @Override
    public CompletableFuture<Position> publish(HubEvent event) {
        String data = written(event);
        try {
            return CompletableFuture.completedFuture(record(event, data));
        } catch (HubPublishException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<List<Position>> publish(List<HubEvent> events) {
        List<String> data = events.stream().map(this::written).toList();
        List<Position> positions = new ArrayList<>();
        try {
            for (int i = 0; i < events.size(); i++) {
                positions.add(record(events.get(i), data.get(i)));
            }
            return CompletableFuture.completedFuture(positions);
        } catch (HubPublishException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public RecordedAssert assertThat() {
        return new RecordedAssert(recorded(), json, "");
    }

    private String written(HubEvent event) {
        return Message.of(event, json).event().data();
    }

    private synchronized Position record(HubEvent event, String data) {
        if (failing != null) {
            throw new HubPublishException(failing, "a test asked for it", null);
        }
        Optional<Recorded> before = recorded.stream()
                .filter(each -> event.key() != null
                        && Objects.equals(each.event().key(), event.key())
                        && each.event().channel().equals(event.channel()))
                .findFirst();
        if (before.isEmpty()) {
            Position position = next(event.channel());
            recorded.add(new Recorded(event, data, position));
            return position;
        }
        Recorded same = before.get();
        if (!same.event().name().equals(event.name()) || !same.json().equals(data)) {
            throw new HubPublishException(
                    HubPublishException.Reason.KEY_CONFLICT, "another event was published under this key", null);
        }
        return same.position();
    }

    private Position next(Channel channel) {
        long offset = recorded.stream()
                        .filter(each -> each.event().channel().equals(channel))
                        .count()
                + 1;
        return new Position(EPOCH, offset);
    }
}
