package io.ssehub.starter.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.starter.publish.HubEvent;
import io.ssehub.starter.publish.HubPublishException;
import io.ssehub.starter.publish.HubPublishException.Reason;
import io.ssehub.starter.publish.Transport;
import io.ssehub.starter.test.Shipping.Shipped;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@HubTest(value = Shipping.class, properties = "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
class HubTestTest {
    @Autowired
    private Shipping shipping;

    @Autowired
    private RecordingHubPublisher hub;

    @Autowired
    private ApplicationContext context;

    @Test
    void onlyTheNamedComponentsAreThereAndNoWayToAHub() {
        assertThat(context.getBeansOfType(Warehouse.class)).isEmpty();
        assertThat(context.getBeansOfType(Transport.class)).isEmpty();
    }

    @Test
    void whatWasPublishedIsRemembered() {
        shipping.ship(42, "alice");
        assertThat(hub)
                .toClient("alice")
                .event("orderShipped")
                .withKey("shipped-42")
                .hasData(new Shipped(42))
                .hasSize(1)
                .json()
                .containsExactly("{\"Order\":42}");
        assertThat(hub).hasNothingForClient("bob").hasNothingForTopic("orders");
    }

    /** If it were not, the second time would see the event of the first. */
    @RepeatedTest(2)
    void eachTestBeginsWithNothing() {
        assertThat(hub).isEmpty();
        shipping.ship(1, "alice");
        assertThat(hub).hasSize(1);
    }

    @Test
    void anAssertionThatFailsSaysWhatThereWas() {
        shipping.ship(42, "alice");
        assertThatThrownBy(() -> assertThat(hub).toClient("bob"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected an event to client/bob")
                .hasMessageContaining("client/alice orderShipped {\"Order\":42} key=shipped-42");
        assertThatThrownBy(() -> assertThat(hub).toClient("alice").hasData(new Shipped(43)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("{\"Order\":43}");
        assertThatThrownBy(() -> assertThat(hub).isEmpty()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(hub).hasNothingForClient("alice")).isInstanceOf(AssertionError.class);
    }

    @Test
    void itKeepsKeysAsTheHubDoes() {
        var first = hub.toAll("tick", 1, "k").join();
        assertThat(hub.toAll("tick", 1, "k").join()).isEqualTo(first);
        assertThat(hub).toAll().hasSize(1);
        assertThat(hub.toAll("tick", 2, "k").exceptionNow())
                .isInstanceOfSatisfying(
                        HubPublishException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_CONFLICT));
    }

    @Test
    void itFailsWhenATestWantsThat() {
        hub.failWith(Reason.UNAVAILABLE);
        assertThat(hub.publish(List.of(HubEvent.toAll("tick", 1)))).isCompletedExceptionally();
        assertThatThrownBy(() -> hub.toAll("no way", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(hub).isEmpty();
    }
}
