package io.ssehub.protocol.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Lua scripts, each the only writer of what it writes. A script's source is its own file behind those it builds on;
 * the head of each file says what it takes and answers.
 */
public enum Script {
    PUBLISH("log", "publish"),
    ROLL("log", "roll"),
    READ("log", "read"),
    PAST("log", "past"),
    HEADS("heads"),
    SUBMIT("queue", "submit"),
    ADMIT("queue", "admit"),
    INSPECT("queue", "inspect"),
    NOTE("note"),
    FIND("find"),
    START("log", "generation", "start"),
    FRAGMENT("log", "generation", "fragment"),
    END("log", "generation", "end"),
    CANCEL("log", "generation", "cancel"),
    ACK("ack"),
    FORGET("forget"),
    RENEW("renew"),
    FINISH("finish"),
    TIDY("tidy"),
    HOLD("hold"),
    LEASE("lease"),
    LEASES("leases"),
    PROBE("probe"),
    SECRETS("secrets"),
    RATE("rate");

    private final List<String> files;
    private final String source;
    private final String sha1;

    Script(String... files) {
        this.files = List.of(files);
        this.source = Arrays.stream(files).map(Script::load).collect(Collectors.joining());
        this.sha1 = sha1(source);
    }

    /** The files the source is joined from, without their ending. */
    public List<String> files() {
        return files;
    }

    public String source() {
        return source;
    }

    /** The name Redis gives the loaded script: the SHA-1 of its source in hex. */
    public String sha1() {
        return sha1;
    }

    private static String load(String file) {
        String path = "/io/ssehub/protocol/lua/" + file + ".lua";
        try (InputStream in = Script.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
