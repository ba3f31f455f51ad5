package io.ssehub.worker.intake;

/** How many more requests can be worked on. One thread asks for free ones and uses them; any thread frees one. */
final class Slots {
    // Guarded by this.
    private int free;
    private boolean closed;

    Slots(int count) {
        this.free = count;
    }

    /** Waits until there is a free one, and tells how many there are; 0 once closed. */
    synchronized int awaitFree() throws InterruptedException {
        while (free == 0 && !closed) {
            wait();
        }
        return closed ? 0 : free;
    }

    synchronized void use() {
        if (free == 0) {
            throw new IllegalStateException("more requests than slots");
        }
        free--;
    }

    synchronized void free() {
        free++;
        notifyAll();
    }

    /** From now on nothing more is to be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
