package io.ssehub.hub.history;

import io.ssehub.hub.bus.Page;
import io.ssehub.hub.bus.PastPage;
import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Frame> frames;
    private final List<PastEvent> events = new ArrayList<>();
    private Position at = Position.START;

    private Past(Channel channel, PastPage page) {
        this.channel = channel;
        this.page = page;
        this.frames = page.entries().stream().map(this::frame).toList();
    }

    /** What comes after a position. */
    static View after(Channel channel, Position position, PastPage page) {
        Past past = new Past(channel, page);
        past.at = position;
        past.addAll(past.frames);
        if (past.frames.isEmpty()) {
            past.addMissing(position);
        }
        return past.view();
    }

    /** What comes before a position; null for before whatever comes next. */
    static View before(Channel channel, @Nullable Position position, PastPage page) {
        Past past = new Past(channel, page);
        past.at = past.start(position == null ? page.head() : position);
        if (past.wasTrimmed()) {
            past.add(PastEvent.gap(
                    channel, page.missing(), null, past.frames.isEmpty() ? past.beforeNothing(position) : past.at));
        }
        past.addAllFromAnywhere();
        if (position != null
                && position.isAfter(page.head())
                && !position.equals(page.head().next())) {
            past.add(PastEvent.gap(channel, GapReason.VANISHED, page.head(), position));
        }
        return past.view();
    }

    private Frame frame(Page.Entry entry) {
        return Frame.ofStream(channel, entry.id(), entry.fields());
    }

    /** Where the page begins, which ends before {@code end}. */
    private Position start(Position end) {
        if (frames.isEmpty()) {
            return end;
        }
        Frame first = frames.getFirst();
        return first.isEpoch() ? Position.START : first.before();
    }

    /** Whether the page's first is the oldest there is. */
    private boolean beginsWithOldest() {
        return page.entries().stream()
                .findFirst()
                .map(Page.Entry::id)
                .equals(page.oldest().map(Page.Entry::id));
    }

    /** Whether older ones than the page's first are gone. One that begins an epoch tells so itself. */
    private boolean wasTrimmed() {
        if (page.oldest().isEmpty()) {
            return !page.head().isBeforeAny();
        }
        Frame oldest = frame(page.oldest().get());
        boolean reached = frames.isEmpty() || beginsWithOldest();
        return reached && !oldest.isSilentFor(Position.START) && (frames.isEmpty() || !oldest.isEpoch());
    }

    /** Where what is gone ends, if nothing of it is left to be shown. */
    private Position beforeNothing(@Nullable Position position) {
        return position == null || position.isAfter(page.head()) ? page.head() : position.previous();
    }

    /** Whoever goes backwards comes from nowhere: if the first begins an epoch, it says itself after what. */
    private void addAllFromAnywhere() {
        if (frames.isEmpty()
                || !frames.getFirst().isEpoch()
                || frames.getFirst().isSilentFor(Position.START)) {
            addAll(frames);
            return;
        }
        add(PastEvent.of(frames.getFirst()));
        at = frames.getFirst().position();
        addAll(frames.subList(1, frames.size()));
    }

    private void addAll(List<Frame> some) {
        some.forEach(this::add);
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
                add(PastEvent.gap(channel, page.missing(), at, frame.before()));
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
            add(PastEvent.gap(channel, page.missing(), position, head));
            at = head;
        } else {
            add(PastEvent.gap(channel, GapReason.VANISHED, position, Position.START));
            at = Position.START;
        }
    }

    private View view() {
        boolean hasOlder = !frames.isEmpty() && !beginsWithOldest();
        boolean hasNewer = page.head().isAfter(at) && !page.head().isBeforeAny();
        return new View(
                channel.toString(),
                page.head().toString(),
                List.copyOf(events),
                events.stream().noneMatch(PastEvent::isGap),
                hasOlder ? page.entries().getFirst().id() : null,
                hasNewer ? at.toString() : null);
    }
}
