package io.ssehub.worker.run;

import io.ssehub.protocol.channel.ClientNames;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.protocol.trace.Traces;
import io.ssehub.worker.config.ChosenGenerator;
import io.ssehub.worker.generator.ReplyGenerator;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.publish.AnswerDesk;
import io.ssehub.worker.redis.Uplink;
import org.springframework.stereotype.Component;

/** Makes runs; holds what all of them use. */
@Component
public final class Runner {
    final Uplink uplink;
    final Generations generations;
    final ErasedMessages erased;
    final RequestQueue queue;
    final AnswerDesk desk;
    final NextInLine nextInLine;
    final DeadLetterDesk deadLetters;
    final ReplyGenerator generator;
    final String generatorName;
    final Recollection recollection;
    final RunProperties properties;
    final ClientNames clientNames;
    final Traces traces;
    final WorkerMeters meters;

    public Runner(
            Uplink uplink,
            Generations generations,
            ErasedMessages erased,
            RequestQueue queue,
            AnswerDesk desk,
            NextInLine nextInLine,
            DeadLetterDesk deadLetters,
            ChosenGenerator chosen,
            Recollection recollection,
            RunProperties properties,
            ClientNames clientNames,
            Traces traces,
            WorkerMeters meters) {
        this.uplink = uplink;
        this.generations = generations;
        this.erased = erased;
        this.queue = queue;
        this.desk = desk;
        this.nextInLine = nextInLine;
        this.deadLetters = deadLetters;
        this.generator = chosen.generator();
        this.generatorName = chosen.name();
        this.recollection = recollection;
        this.properties = properties;
        this.clientNames = clientNames;
        this.traces = traces;
        this.meters = meters;
    }

    /** A run for a request this worker has just taken. */
    public Run prepare(ChatRequest request) {
        return new Run(request, this);
    }
}
