package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.report.HtmlReport;
import io.ssehub.loadtest.report.JsonReport;
import io.ssehub.loadtest.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go beside the terminal. */
final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "The result for programs")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "The result as a page with plots")
    private @Nullable Path html;

    void write(RunResult result) throws IOException {
        write(json, JsonReport.of(result));
        write(html, HtmlReport.of(result));
    }

    private static void write(@Nullable Path file, String content) throws IOException {
        if (file != null) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, content);
        }
    }
}
