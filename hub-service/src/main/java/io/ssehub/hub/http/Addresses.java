package io.ssehub.hub.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Tells where requests come from. Who has opened the connection is known; what a header says counts only as far as proxies
 * that are trusted have written it: from its end, up to and including the first address that is none of theirs.
 */
@Component
public final class Addresses {
    private static final Logger log = LoggerFactory.getLogger(Addresses.class);

    private final List<AddressRange> trusted;
    private final ForwardedHeader header;
    private final AtomicBoolean warned = new AtomicBoolean();

    Addresses(HttpProperties properties) {
        this.trusted = properties.trustedRanges();
        this.header = properties.forwardedHeader();
    }

    /** Whether an address is that of a proxy that says the truth. */
    boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.holds(address));
    }

    /** Where a request comes from. */
    public ClientAddress of(HttpServletRequest request) {
        ServletApiRequest raw = WebUtils.getNativeRequest(request, ServletApiRequest.class);
        if (raw == null) {
            return new ClientAddress(request.getRemoteAddr(), false);
        }
        // Past all that Jetty or Spring may have made of headers already.
        return of(ServletContextRequest.getServletContextRequest(raw));
    }

    ClientAddress of(Request request) {
        InetAddress peer = peer(request);
        List<String> said = request.getHeaders().getValuesList(header.header());
        if (peer == null) {
            return new ClientAddress(Request.getRemoteAddr(request), false);
        }
        if (!trusts(peer)) {
            if (!said.isEmpty() && warned.compareAndSet(false, true)) {
                log.warn(
                        "{} of requests from {} is not believed, as this is not one of hub.http.trusted-proxies: if it is"
                                + " a proxy, all its clients count as one address",
                        header.header(),
                        peer.getHostAddress());
            }
            return new ClientAddress(ClientAddress.key(peer), false);
        }
        return new ClientAddress(ClientAddress.key(client(peer, String.join(",", said))), !said.isEmpty());
    }

    private InetAddress client(InetAddress peer, String said) {
        InetAddress nearest = peer;
        String[] elements = said.split(",", -1);
        for (int i = elements.length - 1; i >= 0 && trusts(nearest); i--) {
            Optional<InetAddress> next = read(header.addressIn(elements[i]));
            if (next.isEmpty()) {
                break;
            }
            nearest = next.get();
        }
        return nearest;
    }

    private static Optional<InetAddress> read(String literal) {
        try {
            return literal.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static @Nullable InetAddress peer(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint().getRemoteSocketAddress()
                        instanceof InetSocketAddress address
                ? address.getAddress()
                : null;
    }
}
