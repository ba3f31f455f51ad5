package io.ssehub.protocol.channel;

import io.ssehub.protocol.channel.Channel.Kind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which channels a rule is for: {@code broadcast}, {@code client/} or {@code topic/} with a name behind it in which {@code *}
 * stands for any characters, none included, or {@code *} alone for all of them. The nodes' own {@code control} is never meant.
 *
 * <p>Immutable, and cut up once: a match is a few comparisons of text.
 */
public final class ChannelPattern {
    /** What one looks like, as it is shown to people. */
    public static final String RULE =
            "broadcast, client/<name> or topic/<name>, where * stands for any characters, or * for all channels";

    private static final String ANYTHING = "*";

    /** Null for all kinds. */
    private final @Nullable Kind kind;

    private final String name;
    /** What is between the stars. */
    private final String[] parts;

    private final int leastLength;

    private ChannelPattern(@Nullable Kind kind, String name) {
        this.kind = kind;
        this.name = name;
        this.parts = name.split("\\*", -1);
        this.leastLength = Arrays.stream(parts).mapToInt(String::length).sum();
    }

    /** Reads the written form; empty if it is none. */
    public static Optional<ChannelPattern> parse(String written) {
        if (written.equals(ANYTHING)) {
            return Optional.of(new ChannelPattern(null, ANYTHING));
        }
        // A star in place of one character of a name leaves a channel, if everything else is right.
        return Channel.parse(written.replace('*', '-'))
                .filter(channel -> channel.kind() != Kind.CONTROL)
                .map(channel -> new ChannelPattern(
                        channel.kind(),
                        written.substring(
                                channel.toString().length() - channel.name().length())));
    }

    /** Whether it may be for channels of a kind. */
    public boolean isFor(Kind some) {
        return kind == null ? some != Kind.CONTROL : kind == some;
    }

    /** Whether it is for a channel. */
    public boolean matches(Channel channel) {
        return isFor(channel.kind()) && matches(channel.name());
    }

    /** Whether every channel the other one is for is one of this one's. */
    public boolean covers(ChannelPattern other) {
        // No name has a star in it, so that only a star of this one can match the other's.
        return (kind == null || kind == other.kind) && matches(other.name);
    }

    private boolean matches(String text) {
        if (parts.length == 1) {
            return name.equals(text);
        }
        String last = parts[parts.length - 1];
        if (text.length() < leastLength || !text.startsWith(parts[0]) || !text.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        int end = text.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    @Override
    public String toString() {
        return kind == null ? ANYTHING : kind.prefix() + name;
    }
}
