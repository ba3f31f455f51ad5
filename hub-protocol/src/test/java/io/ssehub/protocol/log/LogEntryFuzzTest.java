package io.ssehub.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ssehub.protocol.fixture.Texts;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What stands in a log, or is heard, need not have been written by one of us: it is read, or it is unreadable. */
class LogEntryFuzzTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Provide
    static Arbitrary<String> positions() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Long.MAX_VALUE);
        return Combinators.combine(numbers, numbers).as((epoch, offset) -> new Position(epoch, offset).toString());
    }

    @Provide
    static Arbitrary<String> refs() {
        Arbitrary<Integer> numbers = Arbitraries.integers();
        return Texts.around(Arbitraries.oneOf(
                Arbitraries.just("-"),
                Combinators.combine(Texts.names(), numbers).as((id, attempt) -> "start/" + id + "/" + attempt),
                Combinators.combine(Texts.names(), numbers, numbers)
                        .as((id, attempt, index) -> "frag/" + id + "/" + attempt + "/" + index),
                Combinators.combine(Texts.names(), numbers).as((id, attempt) -> "end/" + id + "/" + attempt),
                positions().map(from -> "gap/failover/" + from)));
    }

    @Provide
    static Arbitrary<String> messages() {
        return Texts.around(Combinators.combine(positions(), Texts.names(), refs(), Texts.any())
                .as((position, event, ref, data) -> "1 " + position + " 5 " + event + " " + ref + "\n" + data));
    }

    @Provide
    static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    @Provide
    static Arbitrary<List<String>> fields() {
        Arbitrary<String> any = Texts.any();
        return Arbitraries.oneOf(
                any.list().ofMaxSize(14),
                Combinators.combine(any, refs(), any)
                        .as((event, ref, data) -> List.of("v", "1", "t", "5", "e", event, "r", ref, "d", data)));
    }

    private static void assertReadOrUnreadable(Throwable failure) {
        assertThat(failure).satisfiesAnyOf(none -> assertThat(none).isNull(), unreadable -> assertThat(unreadable)
                .isExactlyInstanceOf(UnreadableEntryException.class));
    }

    @Property
    void aMessageIsReadOrUnreadable(@ForAll("messages") String message) {
        assertReadOrUnreadable(catchThrowable(() -> LogEntry.fromMessage(bytes(message))));
    }

    @Property
    void soAreBytesThatAreNoText(@ForAll("bytes") byte[] message) {
        assertReadOrUnreadable(catchThrowable(() -> LogEntry.fromMessage(message)));
    }

    @Property
    void aStreamEntryIsReadOrUnreadable(@ForAll("positions") String id, @ForAll("fields") List<String> fields) {
        assertReadOrUnreadable(catchThrowable(() -> {
            LogEntry entry = LogEntry.fromStream(
                    id, fields.stream().map(LogEntryFuzzTest::bytes).toList());
            assertThat(entry.dataText()).isEqualTo(text(bytes(fields.get(9))));
        }));
    }

    @Property
    void aReferenceIsReadAsItIsWrittenOrIsNone(@ForAll("refs") String written) {
        EntryRef ref = EntryRef.parse(written);
        assertThat(EntryRef.parse(ref.toString())).isEqualTo(ref);
    }
}
