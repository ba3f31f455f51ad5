package io.ssehub.hub.publish;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.Addresses;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.ClientAddress;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.hub.limit.RateBook;
import io.ssehub.hub.node.EverySecond;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How fast each publisher is: whoever its token says it is; where nobody is asked, whoever has its address. */
@Component
final class PublishRate implements EverySecond {
    /** No name of a client begins so. */
    private static final String ADDRESS = "/";

    private final int perSecond;
    private final RateBook book;
    private final Callers callers;
    private final Addresses addresses;

    PublishRate(LimitProperties limits, Callers callers, Addresses addresses) {
        this.perSecond = limits.publishesPerSecond();
        this.book = new RateBook(perSecond, perSecond, limits.addresses(), System::nanoTime);
        this.callers = callers;
        this.addresses = addresses;
    }

    /** Why the caller may not publish now; empty if it may. */
    Optional<ApiException> refuse(HttpServletRequest request) {
        return refuse(callers.current(), () -> addresses.of(request));
    }

    /** The same of a caller at an address. */
    Optional<ApiException> refuse(Caller caller, Supplier<ClientAddress> address) {
        String publisher =
                caller.clientId().orElseGet(() -> ADDRESS + address.get().key());
        Duration wait = book.take(publisher);
        return wait.isPositive()
                ? Optional.of(ApiException.tooMany(
                        Limit.PUBLICATIONS,
                        "this publisher publishes more often than " + perSecond + " times a second",
                        perSecond,
                        wait))
                : Optional.empty();
    }

    @Override
    public void tick() {
        book.tick();
    }
}
