package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.0.0.0/8, 10.255.1.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::1, ::1, true",
        "127.0.0.1, ::ffff:127.0.0.1, true"
    })
    void holdsWhatBeginsAlike(String range, String address, boolean holds) {
        assertThat(AddressRange.parse(range).orElseThrow().holds(InetAddress.ofLiteral(address)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "haproxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/x", "::/129"})
    void nothingElseIsARange(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void oneCustomersAddressesCountAsOne() {
        assertThat(ClientAddress.key(InetAddress.ofLiteral("2001:db8:1:2:3::4")))
                .isEqualTo(ClientAddress.key(InetAddress.ofLiteral("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(ClientAddress.key(InetAddress.ofLiteral("2001:db8:1:3::4")));
        assertThat(ClientAddress.key(InetAddress.ofLiteral("192.0.2.1"))).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X_FORWARDED_FOR | 192.0.2.1                            | 192.0.2.1",
                "X_FORWARDED_FOR | ' 192.0.2.1:4711 '                   | 192.0.2.1",
                "X_FORWARDED_FOR | 2001:db8::1                          | 2001:db8::1",
                "X_FORWARDED_FOR | [2001:db8::1]:80                     | 2001:db8::1",
                "X_FORWARDED_FOR | '[2001:db8::1'                       | ''",
                "X_FORWARDED_FOR | unknown                              | unknown",
                "FORWARDED       | proto=http; FOR=192.0.2.60;by=1.2.3.4 | 192.0.2.60",
                "FORWARDED       | 'for=\"[2001:db8:cafe::17]:4711\"'   | 2001:db8:cafe::17",
                "FORWARDED       | for=_hidden                          | _hidden",
                "FORWARDED       | by=1.2.3.4                           | ''"
            })
    void anElementNamesAnAddress(ForwardedHeader header, String element, String address) {
        assertThat(header.addressIn(element)).isEqualTo(address);
    }
}
