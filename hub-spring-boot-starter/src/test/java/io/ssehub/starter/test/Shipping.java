package io.ssehub.starter.test;

import io.ssehub.starter.publish.HubPublisher;
import org.springframework.stereotype.Component;

@Component
class Shipping {
    private final HubPublisher hub;

    Shipping(HubPublisher hub) {
        this.hub = hub;
    }

    void ship(int order, String customer) {
        hub.toClient(customer, "orderShipped", new Shipped(order), "shipped-" + order);
    }

    record Shipped(int order) {}
}
