package io.ssehub.protocol.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to Redis that comes back by itself and never sends a command twice.
 *
 * <p>Lettuce's own reconnect replays what was in flight, which swaps events when the first of a pipeline was refused and
 * the rest is taken later. Here everything in flight fails with {@link RedisAwayException} when the connection is lost,
 * and everything sent while there is none fails at once: nothing waits in memory for Redis to come back. Scripts are
 * loaded before a new connection is used.
 *
 * <p>Commands of one thread reach Redis in the order they were given. Callbacks run on Lettuce's event loop and must not
 * block.
 */
public final class RedisLink implements AutoCloseable {
    /*
     * Threads: any. `connection` is written by the connect attempt that succeeded and cleared by the event that it was
     * lost; both compare, so a late event of an old connection does nothing. At most one attempt is under way.
     */
    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final String name;
    private final RedisClient client;
    private final RedisURI uri;
    private final Reconnect reconnect;
    private final CopyOnWriteArrayList<Runnable> upListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Runnable> downListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<Refusal>> refusalListeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> firstUp = new CompletableFuture<>();

    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
    private volatile long answeredNanos = System.nanoTime();
    private volatile boolean closed;

    /**
     * Starts connecting; use {@link #awaitUp} or {@link #isUp} to learn of success.
     *
     * @param name what the connection is for, shown in the log
     */
    public static RedisLink open(String name, RedisClient client, RedisURI uri) {
        RedisLink link = new RedisLink(name, client, uri);
        link.reconnect.now();
        return link;
    }

    private RedisLink(String name, RedisClient client, RedisURI uri) {
        this.name = name;
        this.client = client;
        this.uri = uri;
        this.reconnect = new Reconnect(name, this::connect);
    }

    /** Calls {@code listener} after each time the link has come up, also at once if it is up now. */
    public void onUp(Runnable listener) {
        upListeners.add(listener);
        if (isUp()) {
            listener.run();
        }
    }

    /** Calls {@code listener} after each time the link was lost. */
    public void onDown(Runnable listener) {
        downListeners.add(listener);
    }

    /** Calls {@code listener} each time Redis has refused a script. */
    public void onRefusal(Consumer<Refusal> listener) {
        refusalListeners.add(listener);
    }

    public boolean isUp() {
        return connection != null;
    }

    /** Done when the link has come up for the first time. */
    public CompletionStage<Void> awaitUp() {
        return firstUp.copy();
    }

    /** Whether the link has ever been up. */
    public boolean wasUp() {
        return firstUp.isDone();
    }

    /** Runs a script; the answer is what the script's head says, bulk strings as {@code byte[]}. */
    public CompletionStage<List<Object>> run(Script script, String[] keys, byte[]... args) {
        return watched(send(redis -> redis.<List<Object>>evalsha(script.sha1(), ScriptOutputType.MULTI, keys, args)));
    }

    /** Runs a script; the answer is what the script's head says, bulk strings as {@code byte[]}. */
    public CompletionStage<List<Object>> run(ScriptCall call) {
        return run(call.script(), call.keys(), call.args());
    }

    /**
     * Runs scripts that go to Redis in one write, in their order. Each has its own answer, and fails or succeeds by itself;
     * the answers are in the order of the calls.
     */
    public List<CompletionStage<List<Object>>> run(List<ScriptCall> calls) {
        List<CompletionStage<List<Object>>> answers =
                together(calls.stream().map(RedisLink::command).toList());
        answers.forEach(this::watched);
        return answers;
    }

    private static AsyncCommand<String, byte[], List<Object>> command(ScriptCall call) {
        CommandArgs<String, byte[]> args = new CommandArgs<>(CODEC)
                .add(call.script().sha1())
                .add(call.keys().length)
                .addKeys(call.keys())
                .addValues(call.args());
        return new AsyncCommand<>(new Command<>(CommandType.EVALSHA, new NestedMultiOutput<>(CODEC), args));
    }

    private List<CompletionStage<List<Object>>> together(List<AsyncCommand<String, byte[], List<Object>>> commands) {
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current == null) {
            return commands.stream()
                    .<CompletionStage<List<Object>>>map(command -> away())
                    .toList();
        }
        long sentNanos = System.nanoTime();
        List<CompletionStage<List<Object>>> answers = commands.stream()
                .map(command -> answer(current, sentNanos, command))
                .toList();
        current.dispatch(commands);
        return answers;
    }

    /** Runs a task after a while, on a thread of the driver that it must not block; at once if the driver is being stopped. */
    public void after(Duration pause, Runnable task) {
        try {
            client.getResources().eventExecutorGroup().schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            log.trace("the driver stops", stopped);
            task.run();
        }
    }

    /** Runs a script that answers with one number. */
    public CompletionStage<Long> count(Script script, String[] keys, byte[]... args) {
        return watched(send(redis -> redis.<Long>evalsha(script.sha1(), ScriptOutputType.INTEGER, keys, args)));
    }

    private <T> CompletionStage<T> watched(CompletionStage<T> answer) {
        answer.whenComplete((done, failure) -> {
            if (failure != null) {
                RedisErrors.refusal(failure)
                        .ifPresent(refusal -> refusalListeners.forEach(listener -> listener.accept(refusal)));
            }
        });
        return answer;
    }

    /** Reads fields of a hash, in the order of their names. */
    public CompletionStage<List<Optional<byte[]>>> fields(String key, String... names) {
        return send(redis -> redis.hmget(key, names))
                .thenApply(values -> values.stream().map(KeyValue::optional).toList());
    }

    /** Says something on a pub/sub channel; how many heard it, as far as Redis knows. */
    public CompletionStage<Long> publish(String channel, byte[] message) {
        return send(redis -> redis.publish(channel, message));
    }

    /** Sends any other command. */
    public <T> CompletionStage<T> send(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current == null) {
            return away();
        }
        long sentNanos = System.nanoTime();
        return answer(current, sentNanos, command.apply(current.async()));
    }

    private <T> CompletableFuture<T> away() {
        return CompletableFuture.failedFuture(new RedisAwayException(name + " is not connected to Redis", null));
    }

    private <T> CompletionStage<T> answer(
            StatefulRedisConnection<String, byte[]> current, long sentNanos, RedisFuture<T> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        command.whenComplete((result, failure) -> {
            boolean silent = failure instanceof RedisCommandTimeoutException;
            boolean dead = silent && answeredNanos - sentNanos < 0;
            if (!silent) {
                answeredNanos = System.nanoTime();
            }
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(RedisErrors.translate(name, failure));
                if (connection == current && (dead || RedisErrors.needsNewConnection(failure))) {
                    // Nothing was answered since the command was sent, and TCP would notice much later. Or scripts were
                    // flushed between two commands of a pipeline. Or the primary became a replica. The next connection
                    // is good again, and nothing is repeated on it.
                    current.closeAsync();
                }
            }
        });
        return answer;
    }

    private CompletionStage<Void> connect() {
        return client.connectAsync(CODEC, uri).toCompletableFuture().thenCompose(fresh -> loadScripts(fresh)
                .handle((loaded, failure) -> {
                    if (failure != null || closed) {
                        fresh.closeAsync();
                        throw new RedisAwayException(name + " could not load its scripts", failure);
                    }
                    up(fresh);
                    return null;
                }));
    }

    private static CompletionStage<Void> loadScripts(StatefulRedisConnection<String, byte[]> fresh) {
        return CompletableFuture.allOf(Arrays.stream(Script.values())
                .map(script -> fresh.async().scriptLoad(script.source().getBytes(StandardCharsets.UTF_8)))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    private void up(StatefulRedisConnection<String, byte[]> fresh) {
        fresh.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                down(fresh);
            }
        });
        connection = fresh;
        if (closed || !fresh.isOpen()) {
            down(fresh);
            return;
        }
        log.info("{}: connected to Redis at {}", name, RedisErrors.describe(uri));
        firstUp.complete(null);
        upListeners.forEach(Runnable::run);
    }

    private synchronized void down(StatefulRedisConnection<String, byte[]> lost) {
        if (connection != lost) {
            return;
        }
        connection = null;
        lost.closeAsync();
        if (!closed) {
            log.warn("{}: connection to Redis lost; connecting again", name);
            downListeners.forEach(Runnable::run);
            reconnect.now();
        }
    }

    @Override
    public void close() {
        closed = true;
        reconnect.stop();
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current != null) {
            connection = null;
            current.close();
        }
    }
}
