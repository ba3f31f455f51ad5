package io.ssehub.hub.history;

import io.ssehub.hub.bus.Page;
import io.ssehub.hub.bus.PastPage;
import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what is shown of a page of the past, with a {@code gap} wherever a stream would have one. */
final class Past {
    /**
     * A page of a channel's past.
     *
     * @param head where the channel stands; {@code 0-0} if it has no events
     * @param events oldest first
     * @param complete whether there is no gap among them
     * @param previous what to ask {@code before} for older ones; null if there are none
     * @param next what to ask {@code after} for newer ones; null if there are none yet
     */
    record View(
            String channel,
            String head,
            List<PastEvent> events,
            boolean complete,
            @Nullable String previous,
            @Nullable String next) {}

    private final Channel channel;
    private final PastPage page;
    private final List<PastEvent> events = new ArrayList<>();
    private Position at;

    private Past(Channel channel, PastPage page, Position at) {
        this.channel = channel;
        this.page = page;
        this.at = at;
    }

    /** What comes after a position. */
    static View after(Channel channel, Position position, PastPage page) {
        Past past = new Past(channel, page, position);
        past.addAll(page.entries());
        if (page.entries().isEmpty()) {
            past.addMissing(position);
        }
        return past.view();
    }

    /** What comes before a position; null for before whatever comes next. */
    static View before(Channel channel, @Nullable Position position, PastPage page) {
        Position end = position == null ? page.head() : position;
        Optional<Page.Entry> first = page.entries().stream().findFirst();
        Position start = first.map(entry -> past(channel, entry))
                .map(frame -> frame.isEpoch() ? Position.START : frame.before())
                .orElse(end);
        Past past = new Past(channel, page, start);
        if (past.wasTrimmed(first)) {
            past.add(PastEvent.gap(
                    channel, GapReason.TRIMMED, null, first.isPresent() ? start : past.beforeNothing(position)));
        }
        past.addAllFromAnywhere(page.entries());
        if (position != null
                && position.isAfter(page.head())
                && !position.equals(page.head().next())) {
            past.add(PastEvent.gap(channel, GapReason.VANISHED, page.head(), position));
        }
        return past.view();
    }

    private static Frame past(Channel channel, Page.Entry entry) {
        return Frame.ofStream(channel, entry.id(), entry.fields());
    }

    /** Whether older ones than the page's first are gone. One that begins an epoch tells so itself. */
    private boolean wasTrimmed(Optional<Page.Entry> first) {
        if (page.oldest().isEmpty()) {
            return !page.head().isBeforeAny();
        }
        Frame oldest = past(channel, page.oldest().get());
        boolean reached =
                first.isEmpty() || first.get().id().equals(page.oldest().get().id());
        return reached && !oldest.isSilentFor(Position.START) && (first.isEmpty() || !oldest.isEpoch());
    }

    /** Where what is gone ends, if nothing of it is left to be shown. */
    private Position beforeNothing(@Nullable Position position) {
        return position == null || position.isAfter(page.head()) ? page.head() : position.previous();
    }

    /** Whoever goes backwards comes from nowhere: if the first begins an epoch, it says itself after what. */
    private void addAllFromAnywhere(List<Page.Entry> entries) {
        Frame first = entries.isEmpty() ? null : past(channel, entries.getFirst());
        if (first == null || !first.isEpoch() || first.isSilentFor(Position.START)) {
            addAll(entries);
            return;
        }
        add(PastEvent.of(first));
        at = first.position();
        addAll(entries.subList(1, entries.size()));
    }

    private void addAll(List<Page.Entry> entries) {
        for (Page.Entry entry : entries) {
            add(past(channel, entry));
        }
    }

    private void add(Frame frame) {
        if (frame.isSilentFor(at)) {
            at = frame.position();
            return;
        }
        if (frame.isEpoch() && !frame.follows(at)) {
            add(PastEvent.gap(channel, frame.reason(), at, frame.position()));
        } else {
            if (!frame.follows(at) && !at.equals(Position.START)) {
                add(PastEvent.gap(channel, GapReason.TRIMMED, at, frame.before()));
            }
            add(PastEvent.of(frame));
        }
        at = frame.position();
    }

    private void add(PastEvent event) {
        events.add(event);
    }

    /** There is nothing after a position: because nothing came, because it is gone, or because Redis does not know it. */
    private void addMissing(Position position) {
        Position head = page.head();
        if (head.isBeforeAny() ? position.isBeforeAny() : head.equals(position)) {
            return;
        }
        if (head.isAfter(position)) {
            add(PastEvent.gap(channel, GapReason.TRIMMED, position, head));
            at = head;
        } else {
            add(PastEvent.gap(channel, GapReason.VANISHED, position, Position.START));
            at = Position.START;
        }
    }

    private View view() {
        Optional<String> first = page.entries().stream().findFirst().map(Page.Entry::id);
        boolean hasOlder = first.isPresent() && !first.equals(page.oldest().map(Page.Entry::id));
        boolean hasNewer = page.head().isAfter(at) && !page.head().isBeforeAny();
        return new View(
                channel.toString(),
                page.head().toString(),
                List.copyOf(events),
                events.stream().noneMatch(PastEvent::isGap),
                hasOlder ? first.get() : null,
                hasNewer ? at.toString() : null);
    }
}
