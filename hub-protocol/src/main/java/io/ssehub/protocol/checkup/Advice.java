package io.ssehub.protocol.checkup;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is to be said about a Redis' version, role and settings; see {@code docs/operations.md}. */
final class Advice {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int OLDEST_MAJOR = 6;
    private static final int OLDEST_MINOR = 2;

    private static final long MEGABYTE = 1024 * 1024;
    /** Redis' own default. A hub that is behind by less than this may still catch up. */
    private static final long PUBSUB_HARD = 32 * MEGABYTE;

    private static final long PUBSUB_SOFT = 8 * MEGABYTE;
    private static final long LONGEST_LAG_SECONDS = 10;

    private final Facts facts;

    private Advice(Facts facts) {
        this.facts = facts;
    }

    static List<Finding> on(Facts facts) {
        return new Advice(facts).all();
    }

    private List<Finding> all() {
        return Stream.of(
                        version(),
                        role(),
                        eviction(),
                        appendOnly(),
                        fsync(),
                        backlog(),
                        pubsubBuffer(),
                        replicas(),
                        lag(),
                        timeout())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> version() {
        return facts.info("redis_version")
                .filter(Advice::isTooOld)
                .map(present -> Finding.need(
                        "version", present, OLDEST_MAJOR + "." + OLDEST_MINOR + " or later", "the scripts need it"));
    }

    private static boolean isTooOld(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
    }

    private Optional<Finding> role() {
        return facts.isReplica()
                ? Optional.of(Finding.advice("role", "replica", "primary", "a replica takes no writes"))
                : Optional.empty();
    }

    private Optional<Finding> eviction() {
        return wrong(
                "maxmemory-policy",
                Set.of("noeviction"),
                "noeviction",
                "what is evicted is history, positions or questions lost");
    }

    private Optional<Finding> appendOnly() {
        return wrong("appendonly", Set.of("yes"), "yes", "a restart loses everything since the last snapshot");
    }

    private Optional<Finding> fsync() {
        return facts.setting("appendonly").filter("no"::equals).isPresent()
                ? Optional.empty()
                : wrong(
                        "appendfsync",
                        Set.of("everysec", "always"),
                        "everysec",
                        "a crash loses more than the last second");
    }

    private Optional<Finding> backlog() {
        return wrong(
                "repl-backlog-ttl",
                Set.of("0"),
                "0",
                "a primary that is without replicas so long forgets that it was a replica once, and a gap may be left out");
    }

    private Optional<Finding> pubsubBuffer() {
        return facts.setting("client-output-buffer-limit")
                .flatMap(Advice::pubsubPart)
                .filter(limits -> {
                    long hard = Long.parseLong(limits.get(0));
                    long soft = Long.parseLong(limits.get(1));
                    return hard < PUBSUB_HARD || (soft > 0 && soft < PUBSUB_SOFT);
                })
                .map(limits -> Finding.advice(
                        "client-output-buffer-limit pubsub",
                        String.join(" ", limits),
                        "32mb 8mb 60",
                        "a lower one cuts hubs off at every burst; none lets a hub that hangs fill Redis' memory"));
    }

    /** Hard limit, soft limit and seconds for pub/sub, out of those for all classes of clients. */
    private static Optional<List<String>> pubsubPart(String all) {
        List<String> words = Arrays.asList(all.split(" ", -1));
        int pubsub = words.indexOf("pubsub");
        return pubsub >= 0 && words.size() > pubsub + 3
                ? Optional.of(words.subList(pubsub + 1, pubsub + 4))
                : Optional.empty();
    }

    private Optional<Finding> replicas() {
        return facts.hasHeirs() && !facts.isReplica()
                ? wrongNumber(
                        "min-replicas-to-write",
                        present -> present >= 1,
                        "1",
                        "a primary that is cut off goes on taking writes, which the failover then throws away")
                : Optional.empty();
    }

    private Optional<Finding> lag() {
        boolean matters = facts.hasHeirs()
                && !facts.isReplica()
                && facts.setting("min-replicas-to-write").filter("0"::equals).isEmpty();
        return matters
                ? wrongNumber(
                        "min-replicas-max-lag",
                        present -> present >= 1 && present <= LONGEST_LAG_SECONDS,
                        "1 to " + LONGEST_LAG_SECONDS,
                        "a replica that is further behind counts as there")
                : Optional.empty();
    }

    private Optional<Finding> timeout() {
        return wrong("timeout", Set.of("0"), "0", "quiet connections are cut, which looks as if Redis went away");
    }

    private Optional<Finding> wrong(String name, Set<String> good, String recommended, String why) {
        return wrong(name, good::contains, recommended, why);
    }

    private Optional<Finding> wrongNumber(String name, LongPredicate isGood, String recommended, String why) {
        return wrong(name, present -> isGood.test(Long.parseLong(present)), recommended, why);
    }

    private Optional<Finding> wrong(String name, Predicate<String> isGood, String recommended, String why) {
        return facts.setting(name)
                .filter(isGood.negate())
                .map(present -> Finding.advice(name, present, recommended, why));
    }
}
