package io.ssehub.worker.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Puts an answer together out of phrases. The same question and randomness give the same answer. */
final class ScriptedAnswer {
    /** So many facts go into an answer that it lasts long enough to cut the connection in its middle. */
    private static final int FEWEST_FACTS = 3;

    private static final int MOST_FACTS = 6;

    private ScriptedAnswer() {}

    static String to(Question question, RandomGenerator random) {
        Reading reading = Reading.of(question.text());
        Phrases phrases = Phrases.of(reading.language());
        return switch (reading.topic()) {
            case GREETING -> pick(phrases.greetings(), random);
            case PROJECT -> greeted(reading, phrases, pick(phrases.introductions(), random));
            case MEMORY -> remembered(question.earlier(), phrases);
            case MARKUP -> phrases.markup();
            case SUBJECT -> greeted(reading, phrases, about(reading.subject(), phrases, random));
        };
    }

    private static String greeted(Reading reading, Phrases phrases, String answer) {
        return reading.greeted() ? phrases.hello() + phrases.joint() + answer : answer;
    }

    /** What a generator knows of a conversation, word for word. */
    private static String remembered(List<Turn> earlier, Phrases phrases) {
        List<String> questions = earlier.stream()
                .filter(turn -> turn.role() == Turn.Role.USER)
                .map(turn -> "“" + turn.text() + "”")
                .toList();
        return questions.isEmpty()
                ? phrases.nothingAsked()
                : phrases.asked().replace("%s", String.join(phrases.comma(), questions));
    }

    private static String about(String subject, Phrases phrases, RandomGenerator random) {
        List<String> sentences = new ArrayList<>();
        sentences.add(pick(phrases.openings(), random).replace("%s", subject));
        sentences.add(pick(phrases.honesty(), random));
        sentences.addAll(some(phrases.facts(), random.nextInt(FEWEST_FACTS, MOST_FACTS + 1), random));
        sentences.add(pick(phrases.trials(), random));
        sentences.add(pick(phrases.closings(), random));
        return String.join(phrases.joint(), sentences);
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }

    /** Some of a list, in its order. */
    private static List<String> some(List<String> from, int count, RandomGenerator random) {
        List<String> left = new ArrayList<>(from);
        while (left.size() > count) {
            left.remove(random.nextInt(left.size()));
        }
        return left;
    }
}
