package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.access.Rates;
import io.ssehub.protocol.access.SharedSecrets;
import io.ssehub.protocol.access.Tickets;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.conversation.Conversations;
import io.ssehub.protocol.conversation.Memory;
import io.ssehub.protocol.erasure.ClientData;
import io.ssehub.protocol.erasure.Erased;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisSubscriber;
import io.ssehub.protocol.redis.Script;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.DeadLetter;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.JanitorLock;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;

/** Does with Redis whatever hubs and workers do, with the beans they do it with. */
final class Product {
    private static final long DEADLINE_SECONDS = 60;
    private static final String CLIENT = "alice";
    private static final String WORKER = "w1";
    private static final Channel CHANNEL = Channel.client(CLIENT);
    private static final Event EVENT = new Event("note", "{}");

    private final ApplicationContext context;
    private final RedisLink link;
    private final RedisKeys keys;
    private final RequestQueue queue;
    private final Generations generations;
    /** Acknowledged; twice for one channel, if it is asked for at the moment the connection comes up. */
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();

    Product(ApplicationContext context) {
        this.context = context;
        this.link = context.getBean(RedisLink.class);
        this.keys = context.getBean(RedisKeys.class);
        this.queue = context.getBean(RequestQueue.class);
        this.generations = context.getBean(Generations.class);
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static void until(Callable<Boolean> state) {
        Awaitility.await().atMost(Duration.ofSeconds(DEADLINE_SECONDS)).until(state);
    }

    /** All of it, once. */
    void use() {
        String id = asHub();
        asWorker(id);
        asHubAfterwards(id);
    }

    /** What a hub does until a question is in the request stream; answers its id. */
    String asHub() {
        await(link.awaitUp());
        await(new SharedSecrets(link, keys).agree(List.of("known"), "proposal"));
        Tickets tickets = new Tickets(link, keys);
        String ticket = await(tickets.issue("bearer", Duration.ofSeconds(30)));
        assertThat(await(tickets.redeem(ticket))).hasValue("bearer");
        assertThat(await(tickets.redeem(ticket))).isEmpty();
        Rates rates = new Rates(link, keys);
        assertThat(await(rates.take("chat", CLIENT, 1, Duration.ofHours(1)))).isZero();
        assertThat(await(rates.take("chat", CLIENT, 1, Duration.ofHours(1)))).isPositive();
        listen();
        read();
        fill();
        List<byte[]> time = await(link.send(redis -> redis.time()));
        assertThat(time).hasSize(2);
        return ask();
    }

    /** What workers do with it. */
    void asWorker(String id) {
        await(link.awaitUp());
        hearNudges();
        answer(id);
        lease(Leases.ofWorkers(link, keys));
        tidyUp(id);
        String again = await(generations.submit(CLIENT, "r2", "again", "")).id();
        Conversations conversations = context.getBean(Conversations.class);
        Generation generation = await(generations.find(CLIENT, again)).orElseThrow();
        assertThat(await(conversations.before(CLIENT, generation, new Memory(10, 1_000))))
                .hasSize(1);
    }

    /** What a hub does when the question has been answered. */
    void asHubAfterwards(String id) {
        await(link.awaitUp());
        assertThat(await(generations.ack(CLIENT, id))).isTrue();
        assertThat(await(generations.find(CLIENT, id)).orElseThrow().text()).isEqualTo("Hi.");
        await(context.getBean(OpenGenerations.class).admit(CLIENT, false));
        List<Generation> newest = await(generations.newest(CLIENT, 10));
        assertThat(newest).hasSize(2);
        DeadLetters letters = context.getBean(DeadLetters.class);
        assertThat(await(letters.newest(1))).isEmpty();
        assertThat(await(letters.find("1-1"))).isEmpty();
        assertThat(await(letters.remove("1-1"))).isFalse();
        assertThat(await(letters.size())).isZero();
        talkToNodes();
        remember(newest.getFirst().id());
        erase();
    }

    private void erase() {
        await(queue.add(
                CLIENT, await(generations.submit(CLIENT, "r4", "at last", "")).id()));
        String ticket = await(new Tickets(link, keys).issue(CLIENT + " and so on", Duration.ofSeconds(30)));
        Erased erased = await(context.getBean(ClientData.class).erase(CLIENT, (event, data) -> true));
        assertThat(erased.keys()).isPositive();
        assertThat(erased.requests()).isPositive();
        assertThat(erased.tickets()).isEqualTo(1);
        assertThat(await(new Tickets(link, keys).redeem(ticket))).isEmpty();
    }

    private void remember(String id) {
        Conversations conversations = context.getBean(Conversations.class);
        Generation generation = await(generations.find(CLIENT, id)).orElseThrow();
        assertThat(await(conversations.newest(CLIENT, 10))).hasSize(1);
        String conversation = generation.conversation();
        assertThat(await(conversations.messages(CLIENT, conversation, 10))).hasSize(2);
        List<String> all = await(conversations.messageIds(CLIENT, conversation));
        assertThat(await(conversations.open(CLIENT, all))).containsExactly(id);
        assertThat(await(conversations.forget(CLIENT, conversation, all))).isEqualTo(1);
        await(generations.cancel(CLIENT, id));
    }

    private static void hear(BlockingQueue<String> heard, String wanted) {
        try {
            assertThat(heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).contains(wanted);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private RedisSubscriber subscriber(BlockingQueue<String> heard) {
        return context.getBean(RedisConnections.class).subscriber("events", new RedisSubscriber.Listener() {
            @Override
            public void onSubscribed(String channel) {
                subscribed.add(channel);
            }

            @Override
            public void onMessage(String channel, byte[] message) {
                heard.add(Answers.text(message));
            }
        });
    }

    private void hearNudges() {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RedisSubscriber subscriber = subscriber(heard)) {
            subscriber.subscribe(keys.nudges());
            until(() -> subscribed.contains(keys.nudges()));
            subscriber.unsubscribe(keys.nudges());
        }
    }

    private void listen() {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Publisher publisher = context.getBean(Publisher.class);
        try (RedisSubscriber subscriber = subscriber(heard)) {
            subscriber.subscribe(keys.log(CHANNEL));
            until(() -> subscribed.contains(keys.log(CHANNEL)));
            await(publisher.publish(CHANNEL, EVENT));
            await(publisher.publishOnce(CHANNEL, "key", EVENT));
            for (String event : List.of("gap", "note", "note")) {
                hear(heard, " " + event + " ");
            }
            subscriber.unsubscribe(keys.log(CHANNEL));
            for (String other : List.of(keys.nodes(), keys.node("n1"))) {
                subscriber.subscribe(other);
                until(() -> subscribed.contains(other));
            }
        }
        assertThat(await(
                        link.run(Script.PROBE, new String[] {keys.probe("node")}, Answers.arg("word"), Answers.arg(1))))
                .hasSize(1);
    }

    /** What hubs and workers say of themselves alike. */
    private void lease(Leases leases) {
        assertThat(await(leases.renew("somebody", "{}"))).isEqualTo(1);
        assertThat(await(leases.all())).hasSize(1);
        await(leases.drop("somebody"));
    }

    private void talkToNodes() {
        lease(Leases.ofNodes(link, keys));
        assertThat(await(Leases.ofWorkers(link, keys).all())).isEmpty();
        await(queue.backlog());
        await(link.publish(keys.nodes(), Answers.arg("to all")));
        await(link.publish(keys.node("n1"), Answers.arg("to one")));
    }

    private void read() {
        Retention retention = context.getBean(Retentions.class).of(CHANNEL);
        String[] channel = {keys.log(CHANNEL), keys.head(CHANNEL)};
        byte[] entries = Answers.arg(retention.most());
        byte[] life = Answers.arg(retention.log().toMillis());
        byte[] headLife = Answers.arg(retention.head().toMillis());
        List<Object> rolled =
                await(link.run(Script.ROLL, channel, entries, life, headLife, Answers.arg(0), Answers.arg(0)));
        assertThat(Answers.number(rolled, 1)).isZero();
        List<Object> page = await(link.run(
                Script.READ, channel, entries, life, headLife, Answers.arg("0-0"), Answers.arg(10), Answers.arg(1000)));
        assertThat((List<?>) page.get(1)).hasSize(3);
        assertThat(await(link.fields(keys.head(CHANNEL), "epoch", "offset"))).allMatch(Optional::isPresent);
    }

    /** As much as makes a log that is bounded in bytes lose its oldest with the next event, and the one after that too. */
    private void fill() {
        List<Event> much = Collections.nCopies(10, new Event("note", "\"" + "x".repeat(4_000) + "\""));
        await(context.getBean(Publisher.class).publish(CHANNEL, much));
        await(context.getBean(Publisher.class).publish(CHANNEL, much));
    }

    private String ask() {
        String id = await(generations.submit(CLIENT, "r1", "hello", "")).id();
        assertThat(await(generations.submit(CLIENT, "r1", "hello", "")).id()).isEqualTo(id);
        await(queue.add(CLIENT, id));
        assertThat(await(queue.size())).isEqualTo(1);
        return id;
    }

    private void tidyUp(String id) {
        OpenGenerations open = context.getBean(OpenGenerations.class);
        String again = await(generations.submit(CLIENT, "r3", "and again", "")).id();
        await(generations.submit(CLIENT, "r3", "and again", ""));
        await(link.send(redis -> redis.del(keys.generation(CLIENT, again))));
        assertThat(await(open.clients(OpenGenerations.START, 1_000)).clients()).containsExactly(CLIENT);
        assertThat(await(open.admitted(CLIENT))).isEmpty();
        await(open.admit(CLIENT, true));
        assertThat(await(queue.removeIdleConsumers(Duration.ofMillis(-1)))).isEqualTo(1);
        assertThat(await(context.getBean(JanitorLock.class).hold(JanitorLock.token(), Duration.ofSeconds(1))))
                .isTrue();
        DeadLetters letters = context.getBean(DeadLetters.class);
        await(letters.add(CLIENT, id, 1, "internal", "cause", 10));
        DeadLetter letter = await(letters.newest(1)).getFirst();
        assertThat(await(letters.find(letter.entryId()))).contains(letter);
        assertThat(await(letters.remove(letter.entryId()))).isTrue();
        assertThat(await(letters.size())).isZero();
        assertThat(await(context.getBean(ErasedMessages.class).contains(CLIENT, id)))
                .isFalse();
    }

    private void answer(String id) {
        await(queue.createGroup());
        assertThat(await(queue.size())).isEqualTo(1);
        RedisConnections connections = context.getBean(RedisConnections.class);
        try (RedisLink blocked = connections.link("requests")) {
            await(blocked.awaitUp());
            ChatRequest request = await(new RequestQueue(blocked, keys).take(WORKER, 1, Duration.ofSeconds(1)))
                    .getFirst();
            assertThat(request.messageId()).isEqualTo(id);
            assertThat(await(queue.giveBack(WORKER, Duration.ofSeconds(10), List.of(request.entryId()))))
                    .isEmpty();
            assertThat(await(queue.takeOver(WORKER, Duration.ofSeconds(10), 1))).hasSize(1);
            assertThat(await(queue.contains(request.entryId()))).isTrue();

            StepResult started = await(generations.start(CLIENT, id, 0, WORKER, 3));
            Attempt attempt = new Attempt(CLIENT, id, ((StepResult.Started) started).attempt(), WORKER);
            await(generations.fragment(attempt, 0, "Hi.", true));
            assertThat(await(generations.owner(CLIENT, id))).hasValue(WORKER);
            await(generations.end(attempt, 1, new Ending.Completed("stop", null)));
            await(queue.backlog());
            await(queue.finish(request.entryId()));
        }
    }
}
