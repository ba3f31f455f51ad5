package io.ssehub.hub.sim;

import io.ssehub.hub.bus.Page;
import io.ssehub.hub.session.Recap;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.EntryRef;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The truth: what the scripts do to logs and heads, as a model, with the ways Redis itself loses history. */
final class SimRedis {
    /** The channel of every answer. */
    static final Channel ANSWERS = Channel.client("c");

    private record Entry(Position position, String event, EntryRef ref, String data) {}

    private static final class Log {
        final List<Entry> entries = new ArrayList<>();

        @Nullable Position head;

        int mark;
    }

    private final Map<Channel, Log> logs = new HashMap<>();
    /** Which number stood where, whatever was lost since. */
    private final Map<Channel, TreeMap<Position, Long>> numbers = new HashMap<>();

    private final Map<String, SimAnswer> answers = new HashMap<>();

    /** How many entries stay in the log of channels without history. */
    private final Map<Channel, Integer> kept = new HashMap<>();

    private final BiConsumer<Channel, byte[]> announce;
    private final int pageSize;
    private long clock = 1_000_000;
    private int mark = 1;
    private int life;

    SimRedis(int pageSize, BiConsumer<Channel, byte[]> announce) {
        this.pageSize = pageSize;
        this.announce = announce;
    }

    private Log log(Channel channel) {
        return logs.computeIfAbsent(channel, missing -> new Log());
    }

    void publish(Channel channel, long number) {
        Log log = log(channel);
        open(channel, log, Position.START, true);
        write(channel, log, "tick", EntryRef.NONE, "{\"channel\":\"" + channel + "\",\"n\":" + number + "}");
        numbers.computeIfAbsent(channel, missing -> new TreeMap<>()).put(head(channel), number);
    }

    void startAnswer(Channel channel, String message) {
        Log log = log(channel);
        open(channel, log, Position.START, true);
        write(channel, log, "messageStart", new EntryRef.Start(message, 1), "{}");
        answers.computeIfAbsent(message, missing -> new SimAnswer()).start(head(channel));
    }

    void endAnswer(Channel channel, String message) {
        Log log = log(channel);
        open(channel, log, Position.START, true);
        write(channel, log, "messageEnd", new EntryRef.End(message, 1), "{}");
        Optional.ofNullable(answers.get(message)).ifPresent(answer -> answer.end(head(channel)));
    }

    /** What Redis has of an answer; null if it knows nothing of it. */
    @Nullable SimAnswer answer(String message) {
        return answers.get(message);
    }

    Recap recap(String message) {
        SimAnswer answer = answers.get(message);
        return answer == null ? SimAnswer.lost() : answer.recap(log(ANSWERS).head);
    }

    /** A question is accepted. */
    void ask(String message) {
        answers.putIfAbsent(message, new SimAnswer());
    }

    /** A fragment of an answer, as the script writes it; its content names its number and its index. */
    void publishFragment(Channel channel, long number, String message, int index) {
        Log log = log(channel);
        open(channel, log, Position.START, true);
        String content = Long.toString(number) + '@' + index + ';';
        write(
                channel,
                log,
                "messageFragment",
                new EntryRef.Fragment(message, 1, index),
                "{\"clientId\":\"" + channel.name() + "\",\"id\":\"" + message + "\",\"attempt\":1,\"index\":" + index
                        + ",\"lastIndex\":" + index + ",\"content\":\"" + content + "\",\"isLast\":false}");
        answers.computeIfAbsent(message, missing -> new SimAnswer()).add(head(channel), content);
        numbers.computeIfAbsent(channel, missing -> new TreeMap<>()).put(head(channel), number);
    }

    /** The newest number a reader at {@code position} has behind it. */
    long numberAt(Channel channel, Position position) {
        Map.Entry<Position, Long> entry =
                numbers.getOrDefault(channel, new TreeMap<>()).floorEntry(position);
        return entry == null ? 0 : entry.getValue();
    }

    Position roll(Channel channel, Position seen) {
        Log log = log(channel);
        open(channel, log, seen, false);
        return log.head == null ? Position.START : log.head;
    }

    Page read(Channel channel, Position after) {
        Log log = log(channel);
        open(channel, log, Position.START, false);
        List<Page.Entry> entries = log.entries.stream()
                .filter(entry -> entry.position.isAfter(after))
                .limit(pageSize)
                .map(SimRedis::stored)
                .toList();
        return new Page(log.head == null ? Position.START : log.head, entries);
    }

    Position head(Channel channel) {
        Position head = log(channel).head;
        return head == null ? Position.START : head;
    }

    private void open(Channel channel, Log log, Position seen, boolean mustExist) {
        Position head = log.head;
        if (head != null) {
            boolean behind = seen.isAfter(head);
            if (behind || log.mark != mark) {
                GapReason reason = log.mark != mark ? GapReason.FAILOVER : GapReason.VANISHED;
                begin(channel, log, reason, head, Math.max(head.epoch(), seen.epoch()));
            }
        } else if (!seen.isBeforeAny()) {
            begin(channel, log, GapReason.VANISHED, seen, seen.epoch());
        } else if (mustExist) {
            Position last = log.entries.isEmpty() ? Position.START : log.entries.getLast().position;
            begin(channel, log, GapReason.VANISHED, last, last.epoch());
        }
    }

    private void begin(Channel channel, Log log, GapReason reason, Position from, long atLeast) {
        log.head = new Position(Math.max(++clock, atLeast + 1), 0);
        log.mark = mark;
        write(channel, log, "gap", new EntryRef.Gap(reason, from), "{\"channel\":\"" + channel + "\"}");
    }

    private void write(Channel channel, Log log, String event, EntryRef ref, String data) {
        if (log.head == null) {
            throw new IllegalStateException("not open");
        }
        log.head = log.head.next();
        log.entries.add(new Entry(log.head, event, ref, data));
        trim(channel, kept.getOrDefault(channel, Integer.MAX_VALUE));
        announce.accept(
                channel, ("1 " + log.head + " 1 " + event + " " + ref + "\n" + data).getBytes(StandardCharsets.UTF_8));
    }

    private static Page.Entry stored(Entry entry) {
        return new Page.Entry(
                entry.position.toString(),
                Stream.of("v", "1", "t", "1", "e", entry.event, "r", entry.ref.toString(), "d", entry.data)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** Counts how often history was lost. */
    int life() {
        return life;
    }

    /** The channel has no history: of its log only so many entries stay. */
    void keepOnly(Channel channel, int entries) {
        kept.put(channel, entries);
    }

    // What may happen to it.

    /** The oldest entries fall out. */
    void trim(Channel channel, int keep) {
        List<Entry> entries = log(channel).entries;
        while (entries.size() > keep) {
            entries.removeFirst();
        }
    }

    /** The log expires in a quiet hour; the head stays. */
    void expire(Channel channel) {
        log(channel).entries.clear();
    }

    void flush() {
        life++;
        logs.clear();
        answers.clear();
    }

    /** A replica takes over that lacks the newest entries of every channel. */
    void failover(int lost) {
        life++;
        mark++;
        for (Log log : logs.values()) {
            Position head = log.head;
            boolean survives = head != null && head.offset() > lost;
            log.head = survives ? new Position(head.epoch(), head.offset() - lost) : null;
            log.entries.removeIf(entry -> log.head == null || entry.position.isAfter(log.head));
        }
        // Answers are all of one client, and lost with its log.
        Position head = log(ANSWERS).head;
        answers.values().forEach(answer -> answer.loseAfter(head));
    }
}
