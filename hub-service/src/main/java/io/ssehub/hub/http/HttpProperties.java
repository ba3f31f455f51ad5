package io.ssehub.hub.http;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What HTTP calls may do.
 *
 * @param maxBody largest request body
 * @param maxHead largest head of a request: its first line and all headers
 * @param maxUrl longest path and query of a request
 * @param headTimeout how long it may take until a connection's first request has its head
 * @param bodyTimeout how long it may take from there until a body that is read is there
 * @param sendBuffer the socket's send buffer (SO_SNDBUF), of which the kernel makes about twice as much: what it holds for
 *     a reader that takes nothing, and of what a slow one must take a third before more can be written
 * @param getActions whether the calls that change something also work as GET, for links and curl; anybody who can make
 *     a browser load an image can then make it do so
 * @param internalPort a second port on which there is nothing but the actuator, without a token, for Prometheus; 0 for any,
 *     -1 for none
 * @param trustedProxies addresses, or ranges such as {@code 10.0.0.0/8}, of proxies that say the truth about whom they
 *     forward for
 * @param forwardedHeader in which header they say so: {@code X-Forwarded-For} or {@code Forwarded}
 * @param corsOrigins origins of other sites whose pages may use this node, such as {@code https://chat.example.org}
 */
@Validated
@ConfigurationProperties("hub.http")
public record HttpProperties(
        @DefaultValue("64KB") @NotNull DataSize maxBody,
        @DefaultValue("8KB") @NotNull DataSize maxHead,
        @DefaultValue("4KB") @NotNull DataSize maxUrl,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration headTimeout,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration bodyTimeout,

        @DefaultValue("64KB") @NotNull DataSize sendBuffer,
        @DefaultValue("false") boolean getActions,

        @DefaultValue("-1") @Min(-1) @Max(65_535) int internalPort,

        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader,

        @DefaultValue
        List<@Pattern(regexp = "https?://[^/*]+", message = "must be origins such as https://example.org") String>
                corsOrigins) {

    @AssertTrue(message = "hub.http.send-buffer must be between 4KB and 16MB") boolean isSendBufferInRange() {
        return sendBuffer.compareTo(DataSize.ofKilobytes(4)) >= 0
                && sendBuffer.compareTo(DataSize.ofMegabytes(16)) <= 0;
    }

    @AssertTrue(message = "hub.http.max-body must be between 1KB and 10MB") boolean isMaxBodyInRange() {
        return maxBody.compareTo(DataSize.ofKilobytes(1)) >= 0 && maxBody.compareTo(DataSize.ofMegabytes(10)) <= 0;
    }

    @AssertTrue(message = "hub.http.max-head must be between 1KB and 1MB") boolean isMaxHeadInRange() {
        return maxHead.compareTo(DataSize.ofKilobytes(1)) >= 0 && maxHead.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }

    @AssertTrue(message = "hub.http.max-url must be between 256B and 1MB") boolean isMaxUrlInRange() {
        return maxUrl.toBytes() >= 256 && maxUrl.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }

    @AssertTrue(message = "hub.http.trusted-proxies must be addresses such as 10.1.2.3, or ranges such as 10.0.0.0/8") boolean isTrustedProxiesReadable() {
        return trustedRanges().size() == trustedProxies.size();
    }

    List<AddressRange> trustedRanges() {
        return trustedProxies.stream()
                .flatMap(written -> AddressRange.parse(written).stream())
                .toList();
    }
}
