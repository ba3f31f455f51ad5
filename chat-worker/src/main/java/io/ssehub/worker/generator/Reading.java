package io.ssehub.worker.generator;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the scripted generator makes of a question.
 *
 * @param language the language to answer in
 * @param topic what sort of answer is wanted
 * @param greeted whether the question began with a greeting
 * @param subject what it is about, short enough to be quoted
 */
record Reading(Language language, Topic topic, boolean greeted, String subject) {
    /** What sort of answer is wanted. */
    enum Topic {
        /** A greeting and nothing else. */
        GREETING,
        /** What this project is. */
        PROJECT,
        /** What was asked before in this conversation. */
        MEMORY,
        /** How text with headings, lists, tables and code looks. */
        MARKUP,
        /** Anything else. */
        SUBJECT
    }

    /** Longest quotation in characters of the question. */
    private static final int LONGEST_SUBJECT = 60;

    private static final String GREETINGS = "你好|您好|大家好|嗨|哈喽|hi|hello|hey";

    /** With what may follow without making it a question. */
    private static final Pattern ONLY_A_GREETING = Pattern.compile(
            "(?:(?:" + GREETINGS + ")[\\s\\p{P}\\p{S}]*)+(?:(?:there|all|everyone|again|啊|呀|呢|吗)[\\s\\p{P}\\p{S}]*)?");

    /** A greeting, set apart from what follows by punctuation; "hello world" is none. */
    private static final Pattern GREETING_FIRST =
            Pattern.compile("^(?:" + GREETINGS + ")(?: there|啊|呀)?\\s*[,.!，。！、~～]+\\s*(?=\\S)");

    private static final String THING =
            "(?: (?:project|page|site|website|app|demo|thing|place|service|program|all about|about))?";

    private static final List<Pattern> ABOUT_THE_PROJECT = List.of(
            Pattern.compile("^(?:so )?(?:what is|what's|whats) (?:this|that|it)" + THING + "$"),
            Pattern.compile(
                    "^(?:so )?(?:what is|what's|whats) (?:this|the) (?:project|page|site|app|demo|service)\\b.*$"),
            Pattern.compile("\\b(?:what is|what's|about|introduce|explain|describe) (?:the )?sse[- ]?hub\\b"),
            Pattern.compile("\\b(?:who|what) (?:are you|r u)\\b"),
            Pattern.compile(
                    "\\bintroduc(?:e|tion)(?: of| to)? (?:yourself|(?:this|the|your) (?:project|app|service))\\b"),
            Pattern.compile(
                    "\\b(?:tell me|say something) about (?:yourself|(?:this|the|your) (?:project|app|service))\\b"),
            Pattern.compile("^(?:introduction|introduce|about|help|what (?:can|do) you do)$"),
            Pattern.compile("^(?:请问)?(?:这|这个|这里|那)是(?:个|一个)?(?:什么|啥|干什么的|做什么的)(?:东西|项目|网站|页面|网页|系统|服务|应用|地方)?[啊呀呢]?$"),
            Pattern.compile("^(?:请问)?(?:这个|该|本|你们的?|你的)(?:项目|网站|页面|网页|系统|服务|应用)是(?:什么|啥|干什么的|做什么的|干嘛的).*$"),
            Pattern.compile("(?:你|您)(?:到底|究竟)?(?:是谁|是什么|是啥|叫什么|能做什么|会做什么|能干什么|可以做什么)"),
            Pattern.compile("^(?:请|麻烦|能)?(?:你|您)?(?:简单|先|再|自我)?介绍(?:一下|下)?[吧吗]?$"),
            Pattern.compile("介绍(?:一下|下)?(?:你|您|自己|这个|本|该|项目|sse)"));

    private static final Pattern ABOUT_EARLIER_QUESTIONS = Pattern.compile(
            "\\b(?:what (?:did|have) i (?:just )?ask(?:ed)?"
                    + "(?: you)?|do you remember what i (?:asked|said))\\b|我(?:之前|刚才|刚刚|前面|先前|以前)?(?:都)?(?:问了|问过|说了)(?:你|您)?(?:些)?(?:什么|啥)");

    private static final Pattern ABOUT_MARKUP = Pattern.compile("\\bmarkdown\\b");

    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{P}\\p{S}]+|[\\s\\p{P}\\p{S}]+$");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    static Reading of(String question) {
        Language language = Language.of(question);
        String flat = SPACES.matcher(question).replaceAll(" ").strip();
        String lower = flat.toLowerCase(Locale.ROOT);
        if (ONLY_A_GREETING.matcher(lower).matches()) {
            return new Reading(language, Topic.GREETING, true, "");
        }
        // The same length in both: only ASCII and Han can match, and neither changes its length in lower case.
        Matcher greeting = GREETING_FIRST.matcher(lower);
        boolean greeted = greeting.find();
        String rest = greeted && lower.length() == flat.length() ? flat.substring(greeting.end()) : flat;
        String bare = EDGES.matcher(rest.toLowerCase(Locale.ROOT)).replaceAll("");
        boolean project = ABOUT_THE_PROJECT.stream()
                .anyMatch(pattern -> pattern.matcher(bare).find());
        return new Reading(language, project ? Topic.PROJECT : topicOf(bare), greeted, shortened(rest));
    }

    private static Topic topicOf(String bare) {
        if (ABOUT_EARLIER_QUESTIONS.matcher(bare).find()) {
            return Topic.MEMORY;
        }
        return ABOUT_MARKUP.matcher(bare).find() ? Topic.MARKUP : Topic.SUBJECT;
    }

    /** The question without the punctuation at its end, cut at {@link #LONGEST_SUBJECT}. */
    private static String shortened(String question) {
        String subject = trimEnd(question);
        if (subject.isEmpty()) {
            subject = question;
        }
        if (subject.codePointCount(0, subject.length()) <= LONGEST_SUBJECT) {
            return subject;
        }
        return subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT))
                        .strip() + "…";
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && "。！？；.!?;…, ，".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
