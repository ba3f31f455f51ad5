package io.ssehub.e2e.pages;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where things really are: pages name the ports that everybody has, tests take free ones. Nothing else of a block is changed, but
 * that a stream whose page bounds it by seconds has minutes, and is ended when it has shown what it should.
 *
 * @param ports the free one for each on a page
 * @param folders one to write into, for each of the machine itself
 */
record Places(Map<Integer, Integer> ports, Map<String, String> folders) {
    private static final Pattern ADDRESS = Pattern.compile("(localhost:|--server\\.port=)(\\d+)");
    private static final Pattern BOUND = Pattern.compile("(?<=curl [^\\n]{0,40}) -m \\d+ ");

    /** How a stream is bounded here, which tells it from other calls. */
    static final String PATIENT = "-m 240";

    Places {
        ports = Map.copyOf(ports);
        folders = Map.copyOf(folders);
    }

    /**
     * As it can be run here.
     *
     * @throws AssertionError if it names a port that nothing here has
     */
    String really(String commands) {
        String placed = ADDRESS.matcher(commands).replaceAll(this::real);
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            placed = placed.replace(folder.getKey(), folder.getValue());
        }
        return BOUND.matcher(placed).replaceAll(" " + PATIENT + " ");
    }

    /** Whether a stream is waited for; one in the background is not. */
    static boolean waitsForAStream(String placed) {
        return placed.lines().anyMatch(line -> line.contains(PATIENT) && !line.endsWith("&"));
    }

    private String real(MatchResult found) {
        return found.group(1) + at(Integer.parseInt(found.group(2)));
    }

    int at(int port) {
        Integer real = ports.get(port);
        if (real == null) {
            throw new AssertionError("nothing in this test has the port " + port);
        }
        return real;
    }
}
