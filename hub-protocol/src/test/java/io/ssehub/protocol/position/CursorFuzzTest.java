package io.ssehub.protocol.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A cursor comes back from clients, who may have changed it, and goes out in a line of its own. */
class CursorFuzzTest {
    /** Where a connection stands in one of its channels. */
    record Place(Channel channel, Position position) {}

    private static final Channel ALICE = Channel.client("alice");

    private static String write(List<Place> places, boolean ended) {
        return Cursor.writer(places.stream().map(Place::channel).toList())
                .write(places.stream().map(Place::position).toArray(Position[]::new), ended);
    }

    @Provide
    static Arbitrary<List<Place>> places() {
        Arbitrary<Channel> channels = Arbitraries.oneOf(
                Texts.names().map(Channel::client),
                Texts.names().map(Channel::topic),
                Arbitraries.of(Channel.BROADCAST));
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Long.MAX_VALUE);
        Arbitrary<Position> positions = Combinators.combine(numbers, numbers).as(Position::new);
        return Combinators.combine(channels, positions)
                .as(Place::new)
                .list()
                .ofMaxSize(Cursor.MAX_CHANNELS)
                .uniqueElements(Place::channel)
                .filter(list -> Cursor.canHold(
                        Set.copyOf(list.stream().map(Place::channel).toList())));
    }

    @Provide
    static Arbitrary<String> cursors() {
        return Texts.around(
                Combinators.combine(places(), Arbitraries.of(true, false)).as(CursorFuzzTest::write));
    }

    @Provide
    static Arbitrary<String> positions() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Long.MAX_VALUE);
        return Texts.around(Combinators.combine(numbers, numbers).as((epoch, offset) -> epoch + "-" + offset));
    }

    @Property
    void whatWasWrittenReadsBackAndNeedsNoEscaping(@ForAll("places") List<Place> places, @ForAll boolean ended) {
        String written = write(places, ended);
        assertThat(written).matches("[0-9a-z.-]+").hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
        Cursor read = Cursor.parse(written).orElseThrow();
        assertThat(read.isEnded()).isEqualTo(ended);
        for (Place place : places) {
            assertThat(read.of(place.channel())).contains(place.position());
        }
    }

    @Property
    void anythingElseIsNoCursorOrAnother(@ForAll("cursors") String written) {
        Optional<Cursor> cursor = Cursor.parse(written);
        assertThat(cursor.isEmpty() || written.matches("1e?(-[0-9a-z.]+)*")).isTrue();
        cursor.flatMap(read -> read.of(ALICE))
                .ifPresent(position -> assertThat(position).isGreaterThanOrEqualTo(Position.START));
    }

    @Property
    void aPositionIsOnlyWhatIsWrittenSo(@ForAll("positions") String written) {
        List<String> again = new ArrayList<>();
        Position.parse(written).ifPresent(position -> again.add(position.toString()));
        assertThat(again).isSubsetOf(written);
    }
}
