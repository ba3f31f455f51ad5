package io.ssehub.loadtest.hub;

import java.util.Map;

/** By what headers somebody shows a hub who they are. */
public interface Credentials {
    /** Nobody is asked. */
    Credentials NONE = new Credentials() {
        @Override
        public Map<String, String> client(String clientId) {
            return Map.of();
        }

        @Override
        public Map<String, String> publisher() {
            return Map.of();
        }
    };

    /** Of one who is this client, and may listen to any topic. */
    Map<String, String> client(String clientId);

    /** Of one who may publish to any channel. */
    Map<String, String> publisher();
}
