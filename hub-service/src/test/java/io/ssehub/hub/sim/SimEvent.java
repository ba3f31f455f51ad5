package io.ssehub.hub.sim;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An event out of the bytes of a stream. */
record SimEvent(String name, String data, @Nullable String id) {
    /** The data of fragments: client, first index, last index, content. */
    static final Pattern FRAGMENTS = Pattern.compile("\\{\"clientId\":\"([^\"]+)\",\"id\":\"[^\"]+\",\"attempt\":1,"
            + "\"index\":(\\d+),\"lastIndex\":(\\d+),\"content\":\"([^\"]*)\",\"isLast\":false}");

    static SimEvent read(String block) {
        String name = "";
        String data = "";
        String id = null;
        for (String line : block.split("\n")) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            }
        }
        return new SimEvent(name, data, id);
    }
}
