package io.ssehub.protocol.boot;

import io.ssehub.protocol.fixture.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The Redis user that {@code docs/operations.md} describes: the words of its line, which begins with {@code user}. */
record Acl(List<String> words) {
    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");

    static Acl documented() {
        try {
            String line = Files.readAllLines(DOCUMENT).stream()
                    .filter(each -> each.startsWith("user ssehub "))
                    .findFirst()
                    .orElseThrow();
            return new Acl(List.of(line.split(" ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String user() {
        return words.get(1);
    }

    String password() {
        return words.stream()
                .filter(word -> word.startsWith(">"))
                .map(word -> word.substring(1))
                .findFirst()
                .orElseThrow();
    }

    /** What it may call, such as {@code get} and {@code config|get}. */
    Set<String> commands() {
        return words.stream()
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The line as a setting of Redis. */
    String[] setting() {
        List<String> setting = new ArrayList<>(words);
        setting.set(0, "--user");
        return setting.toArray(String[]::new);
    }

    /** What any user was refused since Redis was started. */
    static List<?> refusals(RedisProcess redis) {
        return redis.ask(admin -> admin.aclLog());
    }
}
