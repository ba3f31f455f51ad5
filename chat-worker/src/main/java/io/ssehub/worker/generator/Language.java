package io.ssehub.worker.generator;

/** The languages the scripted generator speaks. */
enum Language {
    ENGLISH,
    CHINESE;

    /** The language of a question: Chinese if there is a Han character in it. */
    static Language of(String text) {
        return text.codePoints().anyMatch(Language::isHan) ? CHINESE : ENGLISH;
    }

    static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }
}
