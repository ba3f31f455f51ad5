package io.ssehub.hub.auth;

import io.ssehub.protocol.access.SharedSecrets;
import io.ssehub.protocol.redis.RedisLink;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that the nodes agree upon in Redis: the first node makes one, the others take it. What vanishes there is put back
 * by whoever knows it.
 */
final class AgreedSecrets implements Secrets {
    private static final Logger log = LoggerFactory.getLogger(AgreedSecrets.class);
    private static final int BYTES = 32;

    private final SharedSecrets shared;
    private final RedisLink link;
    private final String proposal = random();

    // Replaced as a whole by the driver's thread, read by any.
    private volatile List<Secret> known = List.of();
    private volatile List<String> texts = List.of();
    // What Redis had at the last look, also what cannot be used.
    private volatile List<String> last = List.of();

    AgreedSecrets(SharedSecrets shared, RedisLink link) {
        this.shared = shared;
        this.link = link;
        link.onUp(this::look);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public List<Secret> known() {
        return known;
    }

    @Override
    public void tick() {
        if (link.isUp()) {
            look();
        }
    }

    private void look() {
        shared.agree(texts, proposal).whenComplete((agreed, failure) -> {
            if (failure != null) {
                log.debug("the secrets could not be looked at", failure);
            } else {
                take(agreed);
            }
        });
    }

    private void take(List<String> agreed) {
        if (agreed.equals(last)) {
            return;
        }
        last = agreed;
        List<String> usable = agreed.stream()
                .filter(text -> Secret.valueOf(text).isLongEnough())
                .toList();
        if (usable.size() < agreed.size()) {
            log.warn(
                    "{} of the secrets in Redis are shorter than 256 bits and are not used",
                    agreed.size() - usable.size());
        }
        if (!usable.isEmpty() && !usable.equals(texts)) {
            texts = usable;
            known = usable.stream().map(Secret::valueOf).toList();
            log.info("{} secrets for tokens are agreed upon in Redis", known.size());
        }
    }
}
