package io.ssehub.hub.sim;

import static java.util.stream.Collectors.joining;

import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Recap;
import io.ssehub.hub.session.Selection;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.SessionContext;
import io.ssehub.hub.session.Start;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.EntryRef;
import io.ssehub.protocol.position.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A browser that reads one answer by a stream of its own and comes back until it is over; and the judge of it: each
 * fragment once and in order, or all from the first again after another start; never a gap.
 */
final class SimAnswerReader implements SimReader {
    private final Channel channel;
    private final String message;
    private final List<String> faults = new ArrayList<>();
    private @Nullable String cursor;
    private int expected;
    /** It was told of a start, which is always that of the same attempt: the text may come again from its first fragment. */
    private boolean again;

    private boolean over;

    @Nullable SimSink socket;

    @Nullable Session session;

    SimAnswerReader(Channel channel, String message) {
        this.channel = channel;
        this.message = message;
    }

    String message() {
        return message;
    }

    boolean isOver() {
        return over;
    }

    /** Connects by the node of {@code context}. */
    void connect(SessionContext context, Recap.Source recaps, SimSink sink) {
        socket = sink;
        Start start = Optional.ofNullable(cursor)
                .flatMap(Cursor::parse)
                .flatMap(known -> known.of(channel))
                .<Start>map(Start.After::new)
                .orElse(new Start.Live());
        session = new Session(
                context,
                new Reading(channel.name(), Map.of(channel, start), false, selection(recaps)),
                sink,
                (closed, ending) -> {});
        session.begin();
    }

    private Selection selection(Recap.Source recaps) {
        return new Selection() {
            @Override
            public boolean shows(EntryRef ref) {
                return ref.ofMessage().filter(message::equals).isPresent();
            }

            @Override
            public boolean endsWith(EntryRef ref) {
                return ref instanceof EntryRef.End;
            }

            @Override
            public Optional<Recap.Source> recaps() {
                return Optional.of(recaps);
            }
        };
    }

    @Override
    public boolean hasMovedOn(SimSink old) {
        return socket != old;
    }

    @Override
    public void onBytes(String text) {
        for (String block : text.split("\n\n")) {
            SimEvent event = SimEvent.read(block);
            switch (event.name()) {
                case "messageStart" -> again = true;
                case "messageFragment" -> onFragments(event.data());
                case "messageEnd", "messageError" -> over = true;
                case "gap", "tick" -> faults.add("was shown a " + event.name());
                default -> {}
            }
            if (event.id() != null) {
                cursor = event.id();
                if (Cursor.parse(cursor).orElseThrow().isEnded() != over) {
                    faults.add(over ? "the last event does not say so" : "it ended before its end");
                }
            }
        }
    }

    private void onFragments(String data) {
        Matcher matcher = SimEvent.FRAGMENTS.matcher(data);
        if (!matcher.matches()) {
            throw new IllegalStateException(data);
        }
        int from = Integer.parseInt(matcher.group(2));
        if (from != expected && !(again && from == 0)) {
            faults.add("fragment " + from + " came, not " + expected);
        }
        again = false;
        expected = Integer.parseInt(matcher.group(3)) + 1;
    }

    /**
     * Judges it when all is quiet.
     *
     * @param answer what Redis has; null if it knows nothing of it
     * @param lossy whether Redis may have lost something
     * @return what went wrong; empty if nothing did
     */
    String faults(@Nullable SimAnswer answer, boolean lossy) {
        if (answer != null) {
            boolean hasAll = lossy ? expected >= answer.fragments() || over : expected == answer.fragments();
            if (!hasAll) {
                faults.add("has " + expected + " fragments, not " + answer.fragments());
            }
            if (answer.isEnded() ? !over : over && !lossy) {
                faults.add(over ? "is over before its end" : "does not know that it has ended");
            }
        }
        return faults.stream().limit(5).map(fault -> message + ": " + fault).collect(joining("; "));
    }
}
