package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LoopbackOnlyTest {
    private final LoopbackOnly check = new LoopbackOnly();

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/sse/cluster");
        request.setRemoteAddr(address);
        request.addHeader("Host", "localhost:8080");
        return request;
    }

    private boolean mayCome(HttpServletRequest request) {
        return check.refuse(request).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void whoCallsFromTheMachineItselfMayCome(String address) {
        assertThat(mayCome(from(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "192.168.127.0", "8.127.0.0.1", "127.0.0.1.8", "2001:db8::1", "::ffff:10.0.0.1", ""})
    void nobodyElseMay(String address) {
        assertThat(check.refuse(from(address))).hasValueSatisfying(refusal -> {
            assertThat(refusal.status().value()).isEqualTo(403);
            assertThat(refusal.code()).isEqualTo("loopback_only");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"})
    void norWhoeverComesByAProxyWhateverItSays(String header) {
        MockHttpServletRequest request = from("127.0.0.1");
        request.addHeader(header, "127.0.0.1");
        assertThat(mayCome(request)).isFalse();
        // Boot's filter hides the header, and believes it.
        HttpServletRequest believed = new HttpServletRequestWrapper(request) {
            @Override
            public String getHeader(String name) {
                return name.equals(header) ? null : super.getHeader(name);
            }
        };
        assertThat(mayCome(believed)).isFalse();
    }

    @Test
    void norWhomAForwardedHeaderMadeLocal() {
        HttpServletRequest believed = new HttpServletRequestWrapper(from("10.0.0.1")) {
            @Override
            public String getRemoteAddr() {
                return "127.0.0.1";
            }
        };
        assertThat(mayCome(believed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:8081, true",
        "127.0.0.1:8080, true",
        "[::1]:8080, true",
        "evil.example:8080, false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false"
    })
    void aNameThatSomebodyElseHasMadeLocalIsNone(String host, boolean may) {
        MockHttpServletRequest request = from("127.0.0.1");
        request.removeHeader("Host");
        request.addHeader("Host", host);
        assertThat(mayCome(request)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, true",
        "http://localhost:8081, false",
        "https://evil.example, false",
        "null, false",
        "': :', false"
    })
    void aPageOfAnotherOriginMayNot(String origin, boolean may) {
        MockHttpServletRequest request = from("127.0.0.1");
        request.addHeader("Origin", origin);
        assertThat(mayCome(request)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, true", "none, true", "same-site, false", "cross-site, false"})
    void norMayItsLinksAndImages(String site, boolean may) {
        MockHttpServletRequest request = from("127.0.0.1");
        request.addHeader("Sec-Fetch-Site", site);
        assertThat(mayCome(request)).isEqualTo(may);
    }
}
