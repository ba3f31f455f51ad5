package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.judge.ChatEvent.End;
import io.ssehub.loadtest.judge.ChatEvent.Failure;
import io.ssehub.loadtest.judge.ChatEvent.Fragment;
import io.ssehub.loadtest.judge.ChatEvent.Start;
import io.ssehub.loadtest.judge.Coverage.Missing;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one reader got of one chat message. Not thread-safe.
 *
 * <p>Each attempt is a numbered series: its start is number 1, fragment {@code index} is number {@code index + 2}.
 */
final class MessageRecord {
    private static final int START = 1;
    private static final int FIRST_FRAGMENT = 2;

    /** An ending of this reason may stand without a start: the message was given up while it still waited its turn. */
    private static final String CANCELLED = "cancelled";

    private final String id;
    private final Map<Integer, Coverage> attempts = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Notes notes = new Notes();

    private int attempt;
    private boolean afterGap;
    private long outOfPlace;
    private long endings;
    private int attemptThatMustHaveStarted;
    private @Nullable String ending;

    /** @param afterGap whether a {@code gap} has told of losses before anything of the message came */
    MessageRecord(String id, boolean afterGap) {
        this.id = id;
        this.afterGap = afterGap;
    }

    void onGap() {
        afterGap = true;
        attempts.values().forEach(Coverage::onGap);
    }

    void on(ChatEvent event) {
        moveTo(event.attempt());
        switch (event) {
            case Start start -> add(start.attempt(), START, START);
            case Fragment fragment -> onFragment(fragment);
            case End end -> {
                if (!end.finishReason().equals(CANCELLED)) {
                    attemptThatMustHaveStarted = end.attempt();
                }
                onEnding(end.attempt(), end.finishReason());
            }
            case Failure failure -> onEnding(failure.attempt(), failure.code());
        }
    }

    boolean isEnded() {
        return endings > 0;
    }

    Answer answer() {
        return new Answer(id, attempt, text.toString(), ending);
    }

    /** @param due whether all of the message has to be here; else it may have begun before its reader came */
    void report(boolean due, Tally tally, Notes all) {
        all.addAll(notes);
        attempts.forEach((number, coverage) -> {
            tally.add(Measure.DELIVERED, coverage.delivered())
                    .add(Measure.DOUBLED, coverage.doubled())
                    .add(Measure.SWAPPED, coverage.swapped());
            long floor = due ? 0 : Long.MAX_VALUE - 1;
            for (Missing missing : coverage.missing(floor, number == attemptThatMustHaveStarted ? START : 0)) {
                tally.add(Measure.LOST, missing.size()).add(Measure.SILENT, missing.announced() ? 0 : missing.size());
                all.add(describe(number) + ": never got " + fragments(missing));
            }
        });
        tally.add(Measure.DELIVERED, Math.min(endings, 1))
                .add(Measure.ENDED_AGAIN, Math.max(endings - 1, 0))
                .add(Measure.SWAPPED, outOfPlace);
    }

    private void moveTo(int number) {
        if (number > attempt) {
            attempt = number;
            text.setLength(0);
        }
    }

    private void onFragment(Fragment fragment) {
        boolean news = add(
                fragment.attempt(), fragment.index() + FIRST_FRAGMENT, (long) fragment.lastIndex() + FIRST_FRAGMENT);
        if (news && fragment.attempt() == attempt) {
            text.append(fragment.content());
        }
    }

    private void onEnding(int number, String how) {
        endings++;
        coverage(number);
        if (endings > 1) {
            notes.add(describe(number) + ": ended again: " + how);
            return;
        }
        ending = how;
        if (number < attempt) {
            outOfPlace++;
            notes.add(describe(number) + ": ended after attempt " + attempt + " had begun");
        }
    }

    /** Counts numbers of one attempt, and answers whether there was anything new among them. */
    private boolean add(int number, long from, long to) {
        Coverage coverage = coverage(number);
        long delivered = coverage.delivered();
        long doubled = coverage.doubled();
        long swapped = coverage.swapped();
        coverage.add(from, to);
        long news = coverage.delivered() - delivered;
        long late = coverage.swapped() - swapped;
        if (number < attempt || isEnded()) {
            outOfPlace += news - late;
            late = news;
        }
        if (coverage.doubled() > doubled || late > 0) {
            String range = fragments(new Missing(from, to, false));
            notes.add(describe(number) + ": " + range + (late > 0 ? " came late" : " came again"));
        }
        return news > 0;
    }

    private Coverage coverage(int number) {
        return attempts.computeIfAbsent(number, _ -> new Coverage(afterGap));
    }

    private String describe(int number) {
        return "message " + id + " attempt " + number;
    }

    private static String fragments(Missing range) {
        String from = range.from() == START ? "start" : "fragment " + (range.from() - FIRST_FRAGMENT);
        String to = range.to() == START || range.to() == range.from() ? "" : " to " + (range.to() - FIRST_FRAGMENT);
        return from + to + (range.announced() ? " (announced)" : "");
    }
}
