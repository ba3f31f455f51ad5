package io.ssehub.e2e.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, and its blocks of commands in their order. */
public final class Page {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    private static final Pattern FENCE = Pattern.compile("^\\s*```+\\s*(\\w*)\\s*$");
    private static final Pattern MARK =
            Pattern.compile("^<!-- (takes|run by|needs|shows|serves|prepare|ends with): (.*) -->$");
    private static final Set<String> COMMANDS = Set.of("bash", "sh", "shell", "console");
    private static final Set<String> OUTPUT = Set.of("text", "json");

    private final String name;
    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();

    private Page(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
        read();
    }

    /** One of them by its path from the root of the repository. */
    public static Page of(String name) {
        try {
            return new Page(name, Files.readAllLines(ROOT.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page parse(String name, String text) {
        return new Page(name, text.lines().toList());
    }

    /** All pages that are for readers of the repository, decisions too. */
    static List<Page> all() {
        try (Stream<Path> files = Stream.of(
                        "README.md", "CONTRIBUTING.md", "SECURITY.md", "docs", "samples", "clients", "deploy")
                .map(ROOT::resolve)
                .flatMap(Page::files)) {
            return files.map(file -> of(ROOT.relativize(file).toString()))
                    .filter(page -> !page.blocks.isEmpty())
                    .toList();
        }
    }

    private static Stream<Path> files(Path from) {
        try {
            return Files.walk(from)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The commands of one of its blocks, counted from 1. */
    public String commands(int number) {
        return blocks.get(number - 1).text();
    }

    private void read() {
        int at = 0;
        while (at < lines.size()) {
            Matcher fence = FENCE.matcher(lines.get(at));
            if (!fence.matches()) {
                at++;
                continue;
            }
            int end = end(at);
            if (COMMANDS.contains(fence.group(1))) {
                blocks.add(new Block(name, blocks.size() + 1, at + 1, text(at, end), marks(at), shown(end + 1)));
            }
            at = end + 1;
        }
    }

    /** Where the fence is closed that is opened there. */
    private int end(int opened) {
        for (int i = opened + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("```")) {
                return i;
            }
        }
        throw new AssertionError(name + ":" + (opened + 1) + " is not closed");
    }

    private String text(int opened, int end) {
        return String.join("\n", lines.subList(opened + 1, end)) + "\n";
    }

    private List<Block.Mark> marks(int opened) {
        List<Block.Mark> marks = new ArrayList<>();
        for (int i = opened - 1; i >= 0 && lines.get(i).strip().startsWith("<!--"); i--) {
            Matcher mark = MARK.matcher(lines.get(i).strip());
            if (!mark.matches()) {
                throw new AssertionError(name + ":" + (i + 1) + " is no mark that is known: " + lines.get(i));
            }
            marks.addFirst(new Block.Mark(mark.group(1), mark.group(2)));
        }
        return marks;
    }

    /** What follows after nothing but an empty line. */
    private Optional<Block.Shown> shown(int after) {
        int at = after;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        Matcher fence = FENCE.matcher(at < lines.size() ? lines.get(at) : "");
        return fence.matches() && OUTPUT.contains(fence.group(1))
                ? Optional.of(new Block.Shown(fence.group(1), text(at, end(at))))
                : Optional.empty();
    }
}
