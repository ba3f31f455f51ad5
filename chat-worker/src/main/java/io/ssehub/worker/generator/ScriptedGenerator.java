package io.ssehub.worker.generator;

import java.util.Iterator;
import java.util.Random;

/**
 * Answers by a script, without a model: greets, introduces the project, else talks about what it was asked, in the
 * question's language and sentence by sentence. The same seed and question give the same answer.
 */
public final class ScriptedGenerator implements ReplyGenerator {
    private final Pace pace;
    private final long seed;

    public ScriptedGenerator(Pace pace, long seed) {
        this.pace = pace;
        this.seed = seed;
    }

    @Override
    public Reply generate(Question question, FragmentConsumer fragments) throws InterruptedException {
        Random random = new Random(seed * 31 + question.text().hashCode());
        Iterator<String> sentences =
                Sentences.split(ScriptedAnswer.to(question, random)).iterator();
        while (sentences.hasNext() && fragments.offer(sentences.next())) {
            if (sentences.hasNext()) {
                pace.pause(random);
            }
        }
        return Reply.stop();
    }
}
