package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.judge.Expectations.Floor;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reader before the judge: everything it got. Thread-safe; its events must come in the order of its stream. */
public final class JudgedReader {
    /*
     * One monitor guards all of it. It is hardly ever contended: the reader's event loop writes, and whoever wants a
     * verdict reads now and then. Nothing is called under it that could block.
     */

    private final String name;
    private final String clientId;
    private final String ownChannel;
    private final Expectations expectations;

    // Guarded by this.
    private final Map<String, ChannelRecord> channels = new LinkedHashMap<>();
    private final ChatRecord chat;
    private final Strays strays = new Strays();
    private Floor floor;

    JudgedReader(String name, Subscription subscription, Expectations expectations) {
        this.name = name;
        this.clientId = subscription.clientId();
        this.ownChannel = ChannelName.client(clientId).path();
        this.expectations = expectations;
        this.chat = new ChatRecord(clientId);
        for (ChannelName channel : subscription.channels()) {
            channels.put(channel.path(), new ChannelRecord(channel.path()));
        }
        this.floor = expectations.floor(channels.keySet());
    }

    public String name() {
        return name;
    }

    /**
     * Says that the reader listens as of now: of what left for the hub before, nothing has to arrive. Without this,
     * everything has to that left after the reader was made known.
     */
    public synchronized void startHere() {
        floor = expectations.floor(channels.keySet());
    }

    /** Takes the next event of the reader's stream. */
    public synchronized void onEvent(SseEvent event) {
        try {
            switch (event.type()) {
                case "systemMessage", "heartbeat", "disconnected" -> {} // about the connection, not about a channel
                case "gap" -> onGap(event);
                case "messageStart", "messageFragment", "messageEnd", "messageError" -> onChat(event);
                default -> onStamp(event);
            }
        } catch (EventData.Malformed e) {
            strays.malformed(event);
        }
    }

    /** A chat message as far as it is here, null when nothing of it is. */
    public synchronized @Nullable Answer answer(String messageId) {
        return chat.answer(messageId);
    }

    /** What became of each channel, and of each that the reader should not have heard of. */
    public synchronized List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        channels.forEach((channel, record) -> {
            Tally tally = new Tally();
            Notes notes = new Notes();
            record.report(expectations, floor, tally, notes);
            if (channel.equals(ownChannel)) {
                chat.report(expectations, floor, tally, notes);
            }
            findings.add(new Finding(name, channel, tally, notes.list()));
        });
        findings.addAll(strays.findings(name));
        return findings;
    }

    /** Whether the last of everything that was accepted is here. */
    public synchronized boolean isCaughtUp() {
        return channels.values().stream().allMatch(channel -> channel.isCaughtUp(expectations, floor))
                && (!channels.containsKey(ownChannel) || chat.isCaughtUp(expectations, floor));
    }

    private void onStamp(SseEvent event) {
        Stamp stamp = Stamp.decode(event.data());
        if (stamp == null) {
            strays.malformed(event);
            return;
        }
        ChannelRecord channel = channels.get(stamp.channel());
        if (channel == null) {
            strays.foreign(stamp.channel(), event);
        } else {
            channel.onStamp(stamp);
        }
    }

    private void onGap(SseEvent event) {
        Gap gap = Gap.parse(event);
        ChannelRecord channel = channels.get(gap.channel());
        if (channel == null) {
            strays.foreign(gap.channel(), event);
            return;
        }
        channel.onGap(gap);
        if (gap.channel().equals(ownChannel)) {
            chat.onGap();
        }
    }

    private void onChat(SseEvent event) {
        ChatEvent parsed = ChatEvent.parse(event);
        if (!parsed.clientId().equals(clientId) || !channels.containsKey(ownChannel)) {
            strays.foreign(ChannelName.client(parsed.clientId()).path(), event);
        } else {
            chat.on(parsed);
        }
    }
}
