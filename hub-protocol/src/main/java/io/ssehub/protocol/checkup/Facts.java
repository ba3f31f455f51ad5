package io.ssehub.protocol.checkup;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Redis says of itself. A value that could not be read is absent, and nothing is found about it.
 *
 * @param info INFO's fields
 * @param settings CONFIG's parameters; those INFO shows too are known even where CONFIG is refused
 * @param sentinel whether Redis was found through Sentinel
 */
record Facts(Map<String, String> info, Map<String, String> settings, boolean sentinel) {
    /** The parameters that are looked at. */
    static final List<String> SETTINGS = List.of(
            "maxmemory-policy",
            "appendonly",
            "appendfsync",
            "repl-backlog-ttl",
            "client-output-buffer-limit",
            "min-replicas-to-write",
            "min-replicas-max-lag",
            "timeout");

    static Facts of(String info, Map<String, String> config, boolean sentinel) {
        Map<String, String> fields = parse(info);
        Map<String, String> settings = new LinkedHashMap<>();
        Optional.ofNullable(fields.get("maxmemory_policy"))
                .ifPresent(policy -> settings.put("maxmemory-policy", policy));
        Optional.ofNullable(fields.get("aof_enabled"))
                .ifPresent(enabled -> settings.put("appendonly", enabled.equals("1") ? "yes" : "no"));
        settings.putAll(config);
        return new Facts(Map.copyOf(fields), Map.copyOf(settings), sentinel);
    }

    /** Parameters nothing is known of, . */
    List<String> untold() {
        return SETTINGS.stream().filter(name -> !settings.containsKey(name)).toList();
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    Optional<String> info(String name) {
        return Optional.ofNullable(info.get(name));
    }

    boolean isReplica() {
        return "slave".equals(info.get("role"));
    }

    /** Whether another Redis could take over from this one. */
    boolean hasHeirs() {
        return sentinel || !"0".equals(info.getOrDefault("connected_slaves", "0"));
    }

    private static Map<String, String> parse(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }
}
