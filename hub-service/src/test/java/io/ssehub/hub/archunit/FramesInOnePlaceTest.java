package io.ssehub.hub.archunit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ssehub.hub.archunit.wrong.BuildsFrames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nobody but {@code frame} holds the words that lines of an event stream begin with. */
class FramesInOnePlaceTest {
    private static final Pattern FIELD = Pattern.compile("(^|[\r\n])(event|data|id|retry): ");

    private static List<String> builders(JavaClasses classes) {
        return classes.stream()
                .filter(FramesInOnePlaceTest::hasFields)
                .map(JavaClass::getName)
                .toList();
    }

    private static boolean hasFields(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                if (entry instanceof StringEntry text
                        && FIELD.matcher(text.stringValue()).find()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyTheEncoderBuildsFrames() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.ssehub.hub");
        assertThat(builders(main)).containsExactly("io.ssehub.hub.frame.SseEncoder");
    }

    @Test
    void somebodyElseWouldBeFound() {
        assertThat(builders(new ClassFileImporter().importClasses(BuildsFrames.class, String.class)))
                .containsExactly(BuildsFrames.class.getName());
    }
}
