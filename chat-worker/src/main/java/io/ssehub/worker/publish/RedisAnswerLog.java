package io.ssehub.worker.publish;

import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.worker.redis.Uplink;
import java.util.concurrent.CompletionStage;

/** An attempt's answer in Redis. */
record RedisAnswerLog(Generations generations, Attempt attempt, Uplink uplink) implements AnswerLog {
    @Override
    public CompletionStage<StepResult> fragment(int index, AnswerBuffer.Fragment fragment) {
        return generations.fragment(attempt, index, fragment.kind(), fragment.content(), fragment.isLast());
    }

    @Override
    public CompletionStage<StepResult> end(int fragments, Ending ending) {
        return generations.end(attempt, fragments, ending);
    }

    @Override
    public void awaitUp() throws InterruptedException {
        uplink.awaitUp();
    }
}
