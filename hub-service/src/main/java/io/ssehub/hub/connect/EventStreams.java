package io.ssehub.hub.connect;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The head of every event stream's response: nothing on the way may keep, change or hold it back. */
public final class EventStreams {
    private EventStreams() {}

    public static ResponseEntity.BodyBuilder ok() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noCache().noTransform())
                .header("X-Accel-Buffering", "no")
                .header(HttpHeaders.VARY, "Last-Event-ID");
    }
}
