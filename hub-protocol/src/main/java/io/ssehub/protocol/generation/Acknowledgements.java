package io.ssehub.protocol.generation;

import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client has said to have of its newest generations, and where those it has not begin.
 *
 * @param head where the client's channel stood before any of them was looked at; empty if it never had an entry. Whatever
 *     happened meanwhile is after it
 * @param missing the first entry of those that are not acknowledged and have one
 * @param acknowledged message ids of those that are
 * @param unacknowledged message ids of those that are not, newest first
 */
public record Acknowledgements(
        Optional<Position> head, Optional<Position> missing, Set<String> acknowledged, List<String> unacknowledged) {}
