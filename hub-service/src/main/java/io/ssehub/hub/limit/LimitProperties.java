package io.ssehub.hub.limit;

import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.publish.Event;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much one client, address or publisher may take; 0 for as much as they like. An address is that of the client, which
 * behind proxies is what those in {@code hub.http.trusted-proxies} say; of IPv6 the first half.
 *
 * @param streamsPerClient most open streams of a client at this node
 * @param streamsPerAddress most open streams from an address at this node
 * @param socketsPerAddress most TCP connections from an address at this node; proxies that are trusted have no limit
 * @param sockets most TCP connections of this node, whoever they are from
 * @param connectsPerSecond new connections a second from an address at this node; ten seconds' worth may come at once
 * @param questionsPerMinute questions a minute of a client, at all nodes; a minute's worth may come at once
 * @param publishesPerSecond publications a second of a publisher at this node; a second's worth may come at once
 * @param identitiesPerHour identities given to an address in an hour, by all nodes, where {@code hub.auth.demo-issuer} is on
 * @param channelsPerStream most channels of one stream, the client's own and broadcast included
 * @param eventSize most bytes of the data of a published event
 * @param addresses most addresses or publishers of whom is remembered how fast they were; the others share what one may
 */
@Validated
@ConfigurationProperties("hub.limits")
public record LimitProperties(
        @DefaultValue("100") @Min(0) @Max(1_000_000) int streamsPerClient,

        @DefaultValue("500") @Min(0) @Max(1_000_000) int streamsPerAddress,

        @DefaultValue("1000") @Min(0) @Max(1_000_000) int socketsPerAddress,

        @DefaultValue("30000") @Min(0) @Max(2_000_000) int sockets,

        @DefaultValue("50") @Min(0) @Max(1_000_000) int connectsPerSecond,

        @DefaultValue("60") @Min(0) @Max(100_000) int questionsPerMinute,

        @DefaultValue("1000") @Min(0) @Max(1_000_000) int publishesPerSecond,

        @DefaultValue("60") @Min(0) @Max(100_000) int identitiesPerHour,

        @DefaultValue("16") @Min(1) @Max(Cursor.MAX_CHANNELS) int channelsPerStream,

        @DefaultValue("64KB") @NotNull DataSize eventSize,

        @DefaultValue("50000") @Min(100) @Max(10_000_000) int addresses) {

    @AssertTrue(message = "hub.limits.event-size must be between 1B and 64KB") boolean isEventSizeInRange() {
        return eventSize.toBytes() >= 1 && eventSize.toBytes() <= Event.MAX_DATA_BYTES;
    }
}
