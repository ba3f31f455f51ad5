package io.ssehub.e2e.pages;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader's shell, into which one block after the other is pasted; what was set in one is there in the next. */
final class Shell implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 50;

    /** What no program says by itself. */
    private static final String SAYS = "<< the shell says";

    private static final String DRIVER = """
            exec 3<&0 0</dev/null
            trap 'code=$?; echo "%1$s: $code after $BASH_COMMAND"' ERR
            while IFS= read -r -u 3 file; do
              . "$file" 3<&-
              printf '\\n%1$s: ended with %%d\\n' $?
            done""".formatted(SAYS);

    private static final Pattern ENDED = Pattern.compile(SAYS + ": ended with (\\d+)\\n");

    /** Of a stream that was ended in its time, or by this test because it had shown all there was to see. */
    private static final Pattern CUT = Pattern.compile(SAYS + ": (28|143) after curl .*");

    /** The status of a block is told at its end, anyway. */
    private static final Pattern OF_THE_BLOCK = Pattern.compile(SAYS + ": \\d+ after \\. .*");

    private final Path folder;
    private final String name;
    private final Path script;
    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private Duration patience = PATIENCE;

    private Shell(Path folder, String name, Path script, Process process) {
        this.folder = folder;
        this.name = name;
        this.script = script;
        this.process = process;
        Thread.ofPlatform().daemon().name("shell-output").start(this::read);
    }

    /** Opens one there. */
    static Shell open(Path folder, String name, Map<String, String> environment) {
        try {
            Path script = Files.createDirectories(Path.of("target", "pages", "blocks"))
                    .resolve(name.replace('/', '-') + ".sh")
                    .toAbsolutePath();
            ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "--noprofile", "-c", DRIVER)
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            bash.environment().putAll(environment);
            return new Shell(folder, name.replace('/', '-'), script, bash.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For blocks that take longer than others. */
    Shell patient(Duration longer) {
        patience = longer;
        return this;
    }

    /** What came of a block. */
    record Outcome(String output, int status, boolean failedOnTheWay) {}

    /**
     * Runs commands to their end.
     *
     * @param enough when streams that its output has are ended, as there is no more to see
     * @throws AssertionError if it takes too long; with what it has said
     */
    Outcome run(String commands, Predicate<String> enough) {
        StringBuilder output = new StringBuilder();
        long deadline = System.nanoTime() + patience.toNanos();
        paste(commands);
        while (true) {
            Matcher ended = ENDED.matcher(output);
            if (ended.find()) {
                return outcome(output.substring(0, ended.start()), Integer.parseInt(ended.group(1)));
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("it does not end:\n" + commands + "\nand has said:\n" + output + left());
            }
            if (enough.test(output.toString())) {
                endStreams();
            }
            listen(output);
        }
    }

    /** What the streams in the background have brought. */
    private String left() {
        try {
            return "\nstream.txt:\n" + Files.readString(folder.resolve("stream.txt"));
        } catch (IOException none) {
            return "";
        }
    }

    private void paste(String commands) {
        try {
            Files.writeString(script, commands);
            process.getOutputStream().write((script + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome outcome(String output, int status) {
        String own = OF_THE_BLOCK.matcher(output).replaceAll("");
        String left = CUT.matcher(own).replaceAll("");
        boolean cut = !left.equals(own);
        return new Outcome(
                left.replaceAll(SAYS + ".*\\n", ""),
                cut && (status == 28 || status == 143) ? 0 : status,
                left.contains(SAYS));
    }

    /** Only those that the page bounds, too. */
    private void endStreams() {
        process.descendants()
                .filter(each -> each.info()
                        .commandLine()
                        .filter(line -> line.contains("curl") && line.contains(Places.PATIENT))
                        .isPresent())
                .forEach(ProcessHandle::destroy);
    }

    private void listen(StringBuilder output) {
        try {
            String more = said.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (more != null) {
                output.append(more);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        char[] some = new char[8192];
        try (Reader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int length = out.read(some); length >= 0; length = out.read(some)) {
                said.add(new String(some, 0, length));
            }
        } catch (IOException closed) {
            said.add("\n(" + closed + ")");
        }
    }

    /** What a program that goes on has said so far. */
    String said() {
        StringBuilder all = new StringBuilder();
        said.forEach(all::append);
        return all.toString();
    }

    String name() {
        return name;
    }

    /** Whether what it has begun still runs. */
    boolean goesOn() {
        return process.isAlive() && !ENDED.matcher(said()).find();
    }

    /** Begins commands that go on until the shell is closed. */
    Shell begin(String commands) {
        paste(commands);
        return this;
    }

    /** Ends it with all that it has started and that still runs. */
    @Override
    public void close() {
        process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
