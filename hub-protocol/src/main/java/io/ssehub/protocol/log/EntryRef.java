package io.ssehub.protocol.log;

import io.ssehub.protocol.position.Position;
import java.util.Optional;

/**
 * What an entry is part of, so that a hub need not look into its data.
 *
 * <p>Written {@code -}, {@code start/<id>/<attempt>}, {@code frag/<id>/<attempt>/<index>}, {@code end/<id>/<attempt>} or
 * {@code gap/<reason>/<from>}. A reader takes a form it does not know for {@link None}.
 */
public sealed interface EntryRef {
    /** A published event, part of nothing. */
    record None() implements EntryRef {
        @Override
        public Optional<String> ofMessage() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "-";
        }
    }

    /** An attempt at a chat answer begins. */
    record Start(String messageId, int attempt) implements EntryRef {
        @Override
        public Optional<String> ofMessage() {
            return Optional.of(messageId);
        }

        @Override
        public String toString() {
            return "start/" + messageId + '/' + attempt;
        }
    }

    /** One piece of a chat answer. */
    record Fragment(String messageId, int attempt, int index) implements EntryRef {
        @Override
        public Optional<String> ofMessage() {
            return Optional.of(messageId);
        }

        @Override
        public String toString() {
            return "frag/" + messageId + '/' + attempt + '/' + index;
        }
    }

    /** A chat answer has ended, well or not. */
    record End(String messageId, int attempt) implements EntryRef {
        @Override
        public Optional<String> ofMessage() {
            return Optional.of(messageId);
        }

        @Override
        public String toString() {
            return "end/" + messageId + '/' + attempt;
        }
    }

    /**
     * An epoch begins: entries after {@code from} may be missing.
     *
     * @param from the last position known before; {@link Position#START} if none was
     */
    record Gap(GapReason reason, Position from) implements EntryRef {
        @Override
        public Optional<String> ofMessage() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "gap/" + reason.code() + '/' + from;
        }
    }

    EntryRef NONE = new None();

    /** The chat answer it is part of; empty if it is part of none. */
    Optional<String> ofMessage();

    /** Reads the written form. */
    static EntryRef parse(String written) {
        String[] part = written.split("/", 5);
        try {
            return switch (part[0]) {
                case "start" -> new Start(part[1], Integer.parseInt(part[2]));
                case "frag" -> new Fragment(part[1], Integer.parseInt(part[2]), Integer.parseInt(part[3]));
                case "end" -> new End(part[1], Integer.parseInt(part[2]));
                case "gap" -> gap(part[1], part[2]);
                default -> NONE;
            };
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException unknownForm) {
            return NONE;
        }
    }

    private static EntryRef gap(String reason, String from) {
        Optional<GapReason> known = GapReason.parse(reason);
        Optional<Position> position = Position.parse(from);
        return known.isPresent() && position.isPresent() ? new Gap(known.get(), position.get()) : NONE;
    }
}
