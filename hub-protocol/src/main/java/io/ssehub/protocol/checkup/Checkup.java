package io.ssehub.protocol.checkup;

import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at Redis' version, role and settings each time the link to it has come up, since it may be another one then, and
 * logs what is not as it should be; the same is not logged twice. Nothing is refused: whoever runs Redis may know better.
 */
public final class Checkup {
    /*
     * Threads: the driver's. Looks may overlap when the link comes and goes; the monitor keeps each report together.
     */
    private static final Logger log = LoggerFactory.getLogger(Checkup.class);

    /** What one look has shown: what is wrong, and which settings Redis does not tell. */
    private record Result(List<Finding> findings, List<String> untold) {}

    private final RedisLink link;
    private final boolean sentinel;

    private volatile Result last = new Result(List.of(), List.of());

    private Checkup(RedisLink link, boolean sentinel) {
        this.link = link;
        this.sentinel = sentinel;
    }

    /**
     * Looks now and whenever the link has come up again.
     *
     * @param sentinel whether the link finds Redis through Sentinel
     */
    public static Checkup of(RedisLink link, boolean sentinel) {
        Checkup checkup = new Checkup(link, sentinel);
        link.onUp(checkup::look);
        return checkup;
    }

    /** How many things were not as they should be at the last look; 0 before the first. */
    public int findings() {
        return last.findings().size();
    }

    private void look() {
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        CompletableFuture<String> info = link.send(redis -> redis.info())
                .exceptionally(unlessAway(refusals, ""))
                .toCompletableFuture();
        // One by one: before 7.0 CONFIG GET takes one name.
        List<CompletableFuture<Map<String, String>>> settings = Facts.SETTINGS.stream()
                .map(name -> link.send(redis -> redis.configGet(name))
                        .exceptionally(unlessAway(refusals, Map.of()))
                        .toCompletableFuture())
                .toList();
        // Runs only if all were answered: when Redis went away meanwhile, the next time it is up decides.
        CompletableFuture.allOf(settings.toArray(CompletableFuture<?>[]::new)).thenAcceptBoth(info, (all, said) -> {
            Map<String, String> config = new HashMap<>();
            settings.forEach(each -> config.putAll(each.join()));
            report(Facts.of(said, config, sentinel), refusals);
        });
    }

    private static <T> Function<Throwable, T> unlessAway(Queue<String> refusals, T nothing) {
        return failure -> {
            if (failure instanceof RedisAwayException away) {
                throw away;
            }
            refusals.add(String.valueOf(failure.getMessage()));
            return nothing;
        };
    }

    private synchronized void report(Facts facts, Queue<String> refusals) {
        Result result = new Result(Advice.on(facts), facts.untold());
        Result before = last;
        last = result;
        if (!result.findings().equals(before.findings())) {
            tell(result.findings());
        }
        if (!result.untold().isEmpty() && !result.untold().equals(before.untold())) {
            log.info(
                    "Redis does not tell its {}, which were not checked: {}",
                    String.join(", ", result.untold()),
                    refusals.isEmpty() ? "it does not know them" : refusals.peek());
        }
    }

    private static void tell(List<Finding> findings) {
        if (findings.isEmpty()) {
            log.info("Redis is set up as recommended now");
        }
        if (findings.stream().anyMatch(Finding::needed)) {
            log.error("this Redis cannot be used: {}", list(findings, Finding::needed));
        }
        if (!findings.stream().allMatch(Finding::needed)) {
            log.warn("Redis is not set up as recommended: {}", list(findings, finding -> !finding.needed()));
        }
    }

    private static String list(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream().filter(which).map(Finding::toString).collect(Collectors.joining("; "));
    }
}
