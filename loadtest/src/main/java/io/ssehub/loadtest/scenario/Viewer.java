package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.watch.Sample;

/** Somebody who looks on. Told by several threads. */
public interface Viewer {
    /** What goes on now. */
    void onPhase(String phase);

    /** What the last second was like. */
    void onSample(Sample sample);

    /** Nobody. */
    Viewer NONE = new Viewer() {
        @Override
        public void onPhase(String phase) {}

        @Override
        public void onSample(Sample sample) {}
    };
}
