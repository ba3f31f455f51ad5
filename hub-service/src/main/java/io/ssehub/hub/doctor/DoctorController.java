package io.ssehub.hub.doctor;

import io.ssehub.hub.http.Numbers;
import io.ssehub.hub.sink.EventStreams;
import io.ssehub.protocol.position.Cursor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/sse/doctor}: timed probes, for whoever wants to know what is on the way. */
@RestController
final class DoctorController {
    private final Doctor doctor;
    private final EventStreams streams;

    DoctorController(Doctor doctor, EventStreams streams) {
        this.doctor = doctor;
        this.streams = streams;
    }

    @GetMapping("/api/sse/doctor")
    ResponseEntity<?> examine(
            @RequestParam(defaultValue = "20") int seconds,
            @RequestParam(defaultValue = "0") int silence,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request) {
        Timetable timetable = new Timetable(
                Numbers.check("seconds", seconds, Timetable.MIN_SECONDS, Timetable.MAX_SECONDS),
                Numbers.check("silence", silence, 0, Timetable.MAX_SILENCE));
        if (Cursor.parse(lastEventId == null ? "" : lastEventId)
                .filter(Cursor::isEnded)
                .isPresent()) {
            return ResponseEntity.noContent().build();
        }
        if (EventStreams.isHeadOnly(request)) {
            return streams.headOnly();
        }
        return doctor.examine(timetable, request);
    }
}
