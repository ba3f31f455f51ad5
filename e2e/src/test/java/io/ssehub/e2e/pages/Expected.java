package io.ssehub.e2e.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a block of commands has to say. Words must come as they stand there and lines in their order, whatever comes between;
 * {@code …} is anything, and so are positions, cursors, and numbers of more than three digits, which never are the same. Of JSON the
 * fields must be there.
 */
record Expected(List<String> words, Optional<Block.Shown> shown) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FREE = "…|\\d+-\\d+|id: \\S+|\\d{4,}";
    private static final Pattern VARIES = Pattern.compile(FREE);
    private static final String PROBLEM = "urn:ssehub:problem:";

    /** What is missing in an output, or should not be there; empty if it is as it should be. */
    Optional<String> wrong(String output) {
        return Stream.of(
                        words.stream()
                                .filter(word -> !pattern(word).matcher(output).find()),
                        shown.stream().flatMap(block -> missing(block, output).stream()),
                        problems(output))
                .flatMap(each -> each)
                .findFirst();
    }

    /** Whether it says anything about the output. */
    boolean isSilent() {
        return words.isEmpty() && shown.isEmpty();
    }

    private static Optional<String> missing(Block.Shown block, String output) {
        if (block.language().equals("json")) {
            return json(output)
                    .map(answer -> missing("", JSON.readTree(block.text()), answer))
                    .orElse(Optional.of("no JSON"));
        }
        return pattern(block.text()).matcher(output).find() ? Optional.empty() : Optional.of(block.text());
    }

    /** A refusal is none of what a page shows unless it says so. */
    private Stream<String> problems(String output) {
        boolean expected = Stream.concat(words.stream(), shown.map(Block.Shown::text).stream())
                .anyMatch(text -> text.contains(PROBLEM) || text.contains("HTTP/1.1 4"));
        return output.contains(PROBLEM) && !expected ? Stream.of("without a problem") : Stream.empty();
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Expected::line)
                .collect(Collectors.joining("(?s:.*?)")));
    }

    private static String line(String line) {
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        Matcher varying = VARIES.matcher(line);
        while (varying.find()) {
            pattern.append(Pattern.quote(line.substring(at, varying.start()))).append(free(varying));
            at = varying.end();
        }
        return pattern.append(Pattern.quote(line.substring(at))).toString();
    }

    private static String free(MatchResult varying) {
        String found = varying.group();
        if (found.equals("…")) {
            return "(?s:.*?)";
        }
        if (found.startsWith("id: ")) {
            return "id: \\S+";
        }
        return found.contains("-") ? "\\d+-\\d+" : "\\d+";
    }

    private static Optional<JsonNode> json(String output) {
        int from = output.indexOf('{');
        int to = output.lastIndexOf('}');
        try {
            return from < 0 || to < from
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(output.substring(from, to + 1)));
        } catch (JacksonException none) {
            return Optional.empty();
        }
    }

    /** The first field of the page that the answer does not have. */
    private static Optional<String> missing(String path, JsonNode page, JsonNode answer) {
        if (page.isObject() && answer.isObject()) {
            return page.properties().stream()
                    .map(field -> missing(path, field, answer))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (page.isArray() && answer.isArray()) {
            return page.isEmpty() || !answer.isEmpty()
                    ? first(page).flatMap(each -> missing(path + "[0]", each, answer.get(0)))
                    : Optional.of(path + " with something in it");
        }
        return page.isContainer() == answer.isContainer() || page.isNull() || answer.isNull()
                ? Optional.empty()
                : Optional.of(path + " as on the page");
    }

    private static Optional<JsonNode> first(JsonNode array) {
        return Optional.ofNullable(array.get(0));
    }

    private static Optional<String> missing(String path, Map.Entry<String, JsonNode> field, JsonNode answer) {
        String name = path + "." + field.getKey();
        return answer.has(field.getKey())
                ? missing(name, field.getValue(), answer.get(field.getKey()))
                : Optional.of("field " + name);
    }
}
