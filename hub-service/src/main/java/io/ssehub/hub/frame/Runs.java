package io.ssehub.hub.frame;

import io.ssehub.protocol.log.EntryRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one frame of neighbouring fragments of the same attempt, for readers that catch up: an answer that came in a
 * thousand pieces is read again in a few.
 */
public final class Runs {
    private Runs() {}

    /**
     * The frames with their runs of fragments joined.
     *
     * @param maxBytes about how much one of them may hold; 0 for none that are joined
     */
    public static List<Frame> joined(List<Frame> frames, int maxBytes) {
        if (maxBytes <= 0 || !hasRun(frames)) {
            return frames;
        }
        List<Frame> result = new ArrayList<>();
        Run run = new Run(maxBytes);
        for (Frame frame : frames) {
            if (!run.takes(frame)) {
                run.endInto(result);
                run.begin(frame);
            }
        }
        run.endInto(result);
        return result;
    }

    /** Most channels have no fragments at all. */
    private static boolean hasRun(List<Frame> frames) {
        for (int i = 1; i < frames.size(); i++) {
            if (isNext(frames.get(i - 1), frames.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNext(Frame frame, Frame next) {
        return frame.ref() instanceof EntryRef.Fragment one
                && next.ref() instanceof EntryRef.Fragment other
                && other.index() == one.index() + 1
                && other.attempt() == one.attempt()
                && other.messageId().equals(one.messageId())
                && next.event().equals(frame.event())
                && next.follows(frame.position());
    }

    /** Frames that belong together, as far as they have been seen. */
    private static final class Run {
        private final int maxBytes;
        private final List<Frame> frames = new ArrayList<>();
        private final List<FragmentData> followers = new ArrayList<>();
        private @Nullable FragmentData first;
        private @Nullable FragmentData last;
        private int contentBytes;

        Run(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        void begin(Frame frame) {
            frames.add(frame);
            first = frame.ref() instanceof EntryRef.Fragment ? FragmentData.read(frame.data()) : null;
            last = first;
            contentBytes = first == null ? 0 : first.contentLength();
        }

        boolean takes(Frame frame) {
            FragmentData end = last;
            if (end == null || !isNext(frames.getLast(), frame)) {
                return false;
            }
            FragmentData next = FragmentData.read(frame.data());
            if (next == null || !end.isFollowedBy(next) || contentBytes + next.contentLength() > maxBytes) {
                return false;
            }
            frames.add(frame);
            followers.add(next);
            last = next;
            contentBytes += next.contentLength();
            return true;
        }

        void endInto(List<Frame> result) {
            if (first != null && last != null && !followers.isEmpty()) {
                result.add(Frame.ofRun(frames, first.joined(followers, last, contentBytes)));
            } else {
                result.addAll(frames);
            }
            frames.clear();
            followers.clear();
            first = null;
            last = null;
            contentBytes = 0;
        }
    }
}
