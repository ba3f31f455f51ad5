package io.ssehub.protocol.generation;

import io.ssehub.protocol.position.Position;
import java.util.Optional;

/**
 * A generation and where its client's channel stood at the same moment: whatever is not in the one is after the other.
 *
 * @param generation the generation with its text so far; empty if there is none
 * @param head the channel's last position; empty if it has none
 */
public record Snapshot(Optional<Generation> generation, Optional<Position> head) {}
