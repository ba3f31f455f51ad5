package io.ssehub.loadtest.judge;

import java.util.List;

/**
 * What all readers together got of what they should have got.
 *
 * @param readers how many were judged
 * @param total over all of them
 * @param findings the first channels of readers on which something is wrong
 * @param furtherFindings how many more of those there are
 */
public record Verdict(int readers, Tally total, List<Finding> findings, int furtherFindings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Nothing lost, doubled, swapped, foreign, malformed or unfinished, and no gap. */
    public boolean isClean() {
        return total.isClean();
    }

    public long count(Measure measure) {
        return total.get(measure);
    }

    public long delivered() {
        return count(Measure.DELIVERED);
    }

    public long lost() {
        return count(Measure.LOST);
    }

    public long doubled() {
        return count(Measure.DOUBLED);
    }

    public long swapped() {
        return count(Measure.SWAPPED);
    }

    public long gaps() {
        return count(Measure.GAPS);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(isClean() ? "clean" : "NOT CLEAN")
                .append(": ")
                .append(readers)
                .append(" readers; ")
                .append(total);
        findings.forEach(finding -> text.append("\n  ").append(finding));
        if (furtherFindings > 0) {
            text.append("\n  and ").append(furtherFindings).append(" more like these");
        }
        return text.toString();
    }
}
