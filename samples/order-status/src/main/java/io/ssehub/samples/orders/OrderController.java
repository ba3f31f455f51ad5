package io.ssehub.samples.orders;

import io.ssehub.protocol.position.Position;
import io.ssehub.starter.publish.HubPublisher;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {
    private final HubPublisher hub;

    OrderController(HubPublisher hub) {
        this.hub = hub;
    }

    @PostMapping("/orders/{order}/ship")
    CompletableFuture<String> ship(@PathVariable int order, @RequestParam String customer) {
        return hub.toClient(customer, "shipped", new Shipped(order), "shipped-" + order)
                .thenApply(Position::toString);
    }

    record Shipped(int order) {}
}
