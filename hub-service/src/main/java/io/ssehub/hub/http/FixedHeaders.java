package io.ssehub.hub.http;

import java.util.List;
import java.util.Map;

/** Headers that every answer has, whatever it says. */
public interface FixedHeaders {
    /** In their order; a name may come several times. */
    List<Map.Entry<String, String>> headers(boolean secure);
}
