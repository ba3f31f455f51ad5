package io.ssehub.worker.provider;

import io.ssehub.worker.generator.FragmentConsumer;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.ReplyGenerator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider with what protects it and us: limits, a breaker, and retries as long as nothing was said. Once a reader has
 * seen the first word, a second try would say it twice.
 */
public final class Guarded implements ReplyGenerator {
    private static final Logger log = LoggerFactory.getLogger(Guarded.class);

    private final ReplyGenerator provider;
    private final Limits limits;
    private final Breaker breaker;
    private final Retries retries;
    private final ProviderMeters meters;

    public Guarded(ReplyGenerator provider, ProviderProperties properties, ProviderMeters meters) {
        this.provider = provider;
        this.limits = new Limits(properties, meters);
        this.breaker = new Breaker(properties, meters);
        this.retries = Retries.of(properties);
        this.meters = meters;
    }

    @Override
    public Reply generate(Question question, FragmentConsumer fragments)
            throws GenerationException, InterruptedException {
        for (int tried = 1; ; tried++) {
            Listening listening = new Listening(fragments, meters);
            try {
                return limited(question, listening);
            } catch (GenerationException failure) {
                Optional<Duration> pause = listening.hasBegun()
                        ? Optional.empty()
                        : retries.pause(tried, failure, ThreadLocalRandom.current());
                if (pause.isEmpty()) {
                    throw failure;
                }
                log.info(
                        "asked again in {} after {}: {}",
                        pause.get(),
                        failure.code(),
                        String.valueOf(failure.getCause()));
                meters.providerRetried();
                Thread.sleep(pause.get());
            }
        }
    }

    private Reply limited(Question question, Listening fragments) throws GenerationException, InterruptedException {
        limits.enter();
        try {
            breaker.enter();
            return asked(question, fragments);
        } finally {
            limits.leave();
        }
    }

    private Reply asked(Question question, Listening fragments) throws GenerationException, InterruptedException {
        long began = System.nanoTime();
        String outcome = "stopped";
        boolean told = false;
        try {
            Reply reply = provider.generate(question, fragments);
            outcome = "completed";
            breaker.onSuccess(System.nanoTime() - began);
            told = true;
            return reply;
        } catch (GenerationException failure) {
            outcome = failure.code().code();
            breaker.onFailure(System.nanoTime() - began, failure);
            told = true;
            throw failure;
        } finally {
            if (!told) {
                breaker.onStopped();
            }
            meters.providerAsked(outcome, Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
