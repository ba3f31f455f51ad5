package io.ssehub.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A browser keeps a file for as long as its content is the same. All files of a jar have the time of its build as it was set,
 * so a version that was built by the same time was never fetched: whoever had the former one was told 304.
 */
class FileTagsIT {
    private static HubNode node;

    @BeforeAll
    static void start() {
        node = HubNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/console", "/hub-client.js", "/chat.js", "/chat.css", "/favicon.svg", "/openapi.yaml"})
    void whoHasTheContentIsToldSoAndWhoHasTheTimeIsNot(String file) {
        Answer answer = node.get(file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.header("Last-Modified")).isEmpty();
        String tag = answer.header("ETag");
        assertThat(tag).isNotEmpty();
        assertThat(node.call("GET", file, "", "", "If-None-Match: " + tag).status())
                .isEqualTo(304);
        assertThat(node.call("GET", file, "", "", "If-None-Match: \"another\"").status())
                .isEqualTo(200);
        assertThat(node.call("GET", file, "", "", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT")
                        .status())
                .isEqualTo(200);
    }
}
