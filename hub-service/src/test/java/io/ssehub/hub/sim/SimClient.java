package io.ssehub.hub.sim;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A browser that comes back with its last id, and the judge of what it was given: per channel every number once and in
 * order, or a gap before the one that does not follow.
 */
final class SimClient implements SimReader {
    private static final Pattern EVENT = Pattern.compile("\\{\"channel\":\"([^\"]+)\",\"n\":(\\d+)}");
    private static final Pattern GAP =
            Pattern.compile("\\{\"channel\":\"([^\"]+)\",\"reason\":.*|\\{\"channel\":\"([^\"]+)\"}");

    /** Prints what every client is given. */
    private static final boolean TRACE = Boolean.getBoolean("sim.trace");

    final List<Channel> channels;
    final boolean mayHaveGaps;
    /** Channels without history, of which something may be missing whenever it is not heard. */
    private final Set<String> liveOnly;

    @Nullable String cursor;

    private final ToLongBiFunction<Channel, Position> numberAt;
    private final Map<String, Long> last = new HashMap<>();
    private final Set<String> excused = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    int gaps;

    /** The connection whose bytes it takes. */
    @Nullable SimSink socket;

    SimClient(
            List<Channel> channels,
            boolean mayHaveGaps,
            Set<Channel> liveOnly,
            ToLongBiFunction<Channel, Position> numberAt) {
        this.channels = channels;
        this.liveOnly = liveOnly.stream().map(Channel::toString).collect(toSet());
        this.numberAt = numberAt;
        this.mayHaveGaps = mayHaveGaps;
    }

    /** Whether it has given {@code old} up for another connection. */
    @Override
    public boolean hasMovedOn(SimSink old) {
        return socket != old;
    }

    /** The first cursor tells where the client starts: it knows of nothing before. */
    private void onCursor(String id) {
        if (cursor == null) {
            Cursor first = Cursor.parse(id).orElseThrow(() -> new IllegalStateException(id));
            for (Channel channel : channels) {
                Position start = first.of(channel).orElseThrow(() -> new IllegalStateException(id));
                last.put(channel.toString(), numberAt.applyAsLong(channel, start));
            }
        }
        cursor = id;
    }

    @Override
    public void onBytes(String text) {
        for (String block : text.split("\n\n")) {
            onBlock(block);
        }
    }

    private void onBlock(String block) {
        if (TRACE) {
            System.out.println(Integer.toHexString(System.identityHashCode(this)) + " " + block.replace("\n", " | "));
        }
        SimEvent read = SimEvent.read(block);
        String event = read.name();
        String data = read.data();
        if (read.id() != null) {
            onCursor(read.id());
        }
        if (event.equals("tick")) {
            Matcher matcher = EVENT.matcher(data);
            if (!matcher.matches()) {
                throw new IllegalStateException(data);
            }
            onNumber(matcher.group(1), Long.parseLong(matcher.group(2)));
        } else if (event.equals("messageFragment")) {
            onFragments(data);
        } else if (event.equals("gap")) {
            Matcher matcher = GAP.matcher(data);
            if (!matcher.matches()) {
                throw new IllegalStateException(data);
            }
            gaps++;
            String channel = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            excused.add(channel);
            if (!mayHaveGaps && !liveOnly.contains(channel)) {
                faults.add("a gap where nothing was lost: " + data);
            }
        }
    }

    /** One fragment or several that follow each other: each names its number and its index. */
    private void onFragments(String data) {
        Matcher matcher = SimEvent.FRAGMENTS.matcher(data);
        if (!matcher.matches()) {
            throw new IllegalStateException(data);
        }
        String[] pieces = matcher.group(4).split(";");
        int index = Integer.parseInt(matcher.group(2));
        for (String piece : pieces) {
            String[] numberAndIndex = piece.split("@");
            if (Integer.parseInt(numberAndIndex[1]) != index++) {
                faults.add("not the fragments it says: " + data);
            }
            onNumber("client/" + matcher.group(1), Long.parseLong(numberAndIndex[0]));
        }
        if (Integer.parseInt(matcher.group(3)) != index - 1) {
            faults.add("not as many fragments as it says: " + data);
        }
    }

    private void onNumber(String channel, long number) {
        long before = last.getOrDefault(channel, 0L);
        if (number == before) {
            faults.add(channel + ": " + number + " came twice");
        } else if (number < before) {
            faults.add(channel + ": " + number + " came after " + before);
        } else if (number > before + 1 && !excused.contains(channel)) {
            faults.add(channel + ": from " + before + " to " + number + " without a gap");
        }
        excused.remove(channel);
        last.put(channel, Math.max(before, number));
    }

    /**
     * Redis has lost whole channels. One that this client has only ever seen empty looks the same as before: what was
     * published and lost in between leaves no trace anywhere. That is a limit the documentation names.
     */
    void excuseEmptyChannels() {
        Cursor known = cursor == null ? Cursor.none() : Cursor.parse(cursor).orElseThrow();
        for (Channel channel : channels) {
            if (known.of(channel).map(Position::isBeforeAny).orElse(true)) {
                excused.add(channel.toString());
            }
        }
    }

    void mustHave(Channel channel, long number) {
        long has = last.getOrDefault(channel.toString(), 0L);
        boolean wasTold = liveOnly.contains(channel.toString()) && excused.contains(channel.toString());
        if (has != number && !wasTold) {
            faults.add(channel + ": has " + has + ", not " + number);
        }
    }

    /** What went wrong; empty if nothing did. */
    String faults() {
        return faults.stream().limit(5).collect(joining("; "));
    }
}
