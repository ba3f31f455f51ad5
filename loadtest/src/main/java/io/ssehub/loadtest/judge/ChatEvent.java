package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.sse.SseEvent;

/** An event of a chat message, as the hub's protocol has it. */
sealed interface ChatEvent {
    String clientId();

    String id();

    int attempt();

    /** An attempt at the answer begins; text of an earlier one is void. */
    record Start(String clientId, String id, int attempt) implements ChatEvent {}

    /** A piece of the text; merged pieces cover more than one index. */
    record Fragment(String clientId, String id, int attempt, int index, int lastIndex, String content)
            implements ChatEvent {}

    /** The answer is complete, or was given up on purpose. */
    record End(String clientId, String id, int attempt, String finishReason) implements ChatEvent {}

    /** There will be no answer. */
    record Failure(String clientId, String id, int attempt, String code) implements ChatEvent {}

    /** @throws EventData.Malformed when the event is not what its name says */
    static ChatEvent parse(SseEvent event) {
        EventData data = EventData.of(event);
        String clientId = data.text("clientId");
        String id = data.text("id");
        int attempt = data.number("attempt");
        return switch (event.type()) {
            case "messageStart" -> new Start(clientId, id, attempt);
            case "messageFragment" -> fragment(clientId, id, attempt, data);
            case "messageEnd" -> new End(clientId, id, attempt, data.text("finishReason"));
            case "messageError" -> {
                data.text("message");
                yield new Failure(clientId, id, attempt, data.text("code"));
            }
            default -> throw new IllegalArgumentException("not an event of a chat message: " + event.type());
        };
    }

    private static Fragment fragment(String clientId, String id, int attempt, EventData data) {
        int index = data.number("index");
        int lastIndex = data.number("lastIndex");
        if (index < 0 || lastIndex < index) {
            throw new EventData.Malformed("fragments " + index + " to " + lastIndex);
        }
        data.flag("isLast");
        return new Fragment(clientId, id, attempt, index, lastIndex, data.text("content"));
    }
}
