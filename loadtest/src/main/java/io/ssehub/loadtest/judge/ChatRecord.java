package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.judge.Expectations.Floor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one reader got of its client's chat messages. Not thread-safe. */
final class ChatRecord {
    private final String clientId;
    private final Map<String, MessageRecord> messages = new LinkedHashMap<>();
    private boolean afterGap;

    ChatRecord(String clientId) {
        this.clientId = clientId;
    }

    void on(ChatEvent event) {
        messages.computeIfAbsent(event.id(), id -> new MessageRecord(id, afterGap))
                .on(event);
    }

    void onGap() {
        afterGap = true;
        messages.values().forEach(MessageRecord::onGap);
    }

    @Nullable Answer answer(String messageId) {
        MessageRecord message = messages.get(messageId);
        return message == null ? null : message.answer();
    }

    boolean isCaughtUp(Expectations expectations, Floor floor) {
        return expectations.messages(clientId).entrySet().stream()
                .allMatch(accepted -> !floor.isDue(accepted.getValue()) || isEnded(accepted.getKey()));
    }

    void report(Expectations expectations, Floor floor, Tally tally, Notes notes) {
        Map<String, Long> accepted = expectations.messages(clientId);
        messages.forEach((id, message) -> {
            Long askedAt = accepted.get(id);
            if (askedAt == null) {
                tally.add(Measure.FOREIGN, 1);
                notes.add("message " + id + ": nobody asked for it");
            }
            message.report(askedAt != null && floor.isDue(askedAt), tally, notes);
        });
        accepted.forEach((id, askedAt) -> {
            if (floor.isDue(askedAt) && !isEnded(id)) {
                tally.add(Measure.UNFINISHED, 1);
                notes.add("message " + id + (messages.containsKey(id) ? ": no ending" : ": nothing came"));
            }
        });
    }

    private boolean isEnded(String messageId) {
        MessageRecord message = messages.get(messageId);
        return message != null && message.isEnded();
    }
}
