package io.ssehub.samples.orders.before;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class OrderController {
    private final Map<String, SseEmitter> emitters = new ConcurrentHashMap<>();

    @GetMapping("/events/{customer}")
    SseEmitter listen(@PathVariable String customer) {
        SseEmitter emitter = new SseEmitter(0L);
        emitters.put(customer, emitter);
        emitter.onCompletion(() -> emitters.remove(customer, emitter));
        emitter.onTimeout(() -> emitters.remove(customer, emitter));
        emitter.onError(failure -> emitters.remove(customer, emitter));
        return emitter;
    }

    @PostMapping("/orders/{order}/ship")
    void ship(@PathVariable int order, @RequestParam String customer) {
        SseEmitter emitter = emitters.get(customer);
        if (emitter != null) {
            try {
                emitter.send(SseEmitter.event().name("shipped").data(new Shipped(order)));
            } catch (IOException | IllegalStateException gone) {
                emitters.remove(customer, emitter);
            }
        }
    }

    record Shipped(int order) {}
}
