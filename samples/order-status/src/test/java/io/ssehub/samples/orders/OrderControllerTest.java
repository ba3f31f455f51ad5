package io.ssehub.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.samples.orders.OrderController.Shipped;
import io.ssehub.starter.test.HubTest;
import io.ssehub.starter.test.RecordingHubPublisher;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HubTest(OrderController.class)
class OrderControllerTest {
    @Autowired
    private OrderController orders;

    @Autowired
    private RecordingHubPublisher hub;

    @Test
    void theCustomerIsToldThatTheOrderIsOnItsWay() {
        orders.ship(42, "alice").join();
        assertThat(hub).toClient("alice").event("shipped").withKey("shipped-42").hasData(new Shipped(42));
    }
}
