package io.ssehub.loadtest.report;

import io.ssehub.loadtest.result.Mark;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Lines over an axis, as an SVG image in a figure. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 30;
    private static final int TOP = 12;
    private static final int BOTTOM = 34;
    private static final int COLORS = 5;

    /** Marks closer together than this would be written over each other. */
    private static final int ROOM_FOR_LABEL = 14;

    private static final int LONGEST_LABEL = 28;

    /** A point of a line. */
    record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    private final String title;
    private final String help;
    private final Axis x;
    private final Axis y;
    private final DoubleFunction<String> xLabel;
    private final String xName;
    private final String yName;
    private final List<Line> lines = new ArrayList<>();
    private List<Mark> marks = List.of();
    private double shadeFrom;
    private double shadeTo;

    Plot(String title, String help, Axis x, String xName, DoubleFunction<String> xLabel, Axis y, String yName) {
        this.title = title;
        this.help = help;
        this.x = x;
        this.y = y;
        this.xName = xName;
        this.xLabel = xLabel;
        this.yName = yName;
    }

    Plot line(String name, List<Point> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, points));
        }
        return this;
    }

    Plot marks(List<Mark> all) {
        marks = all;
        return this;
    }

    /** A range that is set off, such as the measured time. */
    Plot shade(double from, double to) {
        shadeFrom = from;
        shadeTo = to;
        return this;
    }

    String html() {
        Formatter svg = new Formatter(Locale.ROOT);
        svg.format("<figure><figcaption><b>%s</b> <span>%s</span></figcaption>", Html.text(title), Html.text(help));
        svg.format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, Html.text(title));
        if (shadeTo > shadeFrom) {
            svg.format(
                    "<rect class=\"shade\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    atX(shadeFrom), TOP, atX(shadeTo) - atX(shadeFrom), HEIGHT - TOP - BOTTOM);
        }
        grid(svg);
        drawMarks(svg);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i % COLORS);
        }
        svg.format("</svg>");
        legend(svg);
        return svg.format("</figure>%n").toString();
    }

    private void grid(Formatter svg) {
        for (double tick : y.ticks()) {
            double at = atY(tick);
            svg.format(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, at, at);
            svg.format("<text class=\"y\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 6, at + 4, amount(tick));
        }
        for (double tick : x.ticks()) {
            double at = atX(tick);
            svg.format("<text class=\"x\" x=\"%.1f\" y=\"%d\">%s</text>", at, HEIGHT - BOTTOM + 16, xLabel.apply(tick));
        }
        svg.format("<text class=\"x name\" x=\"%d\" y=\"%d\">%s</text>", WIDTH / 2, HEIGHT - 4, Html.text(xName));
        svg.format(
                "<text class=\"x name\" transform=\"translate(12 %d) rotate(-90)\">%s</text>",
                HEIGHT / 2 - BOTTOM / 2, Html.text(yName));
    }

    private void drawMarks(Formatter svg) {
        double last = Double.NEGATIVE_INFINITY;
        for (Mark mark : marks) {
            double at = atX(mark.second());
            svg.format(
                    "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\">", at, at, TOP, HEIGHT - BOTTOM);
            svg.format("<title>%s</title></line>", Html.text(mark.label()));
            if (at - last >= ROOM_FOR_LABEL) {
                String label = mark.label().length() <= LONGEST_LABEL
                        ? mark.label()
                        : mark.label().substring(0, LONGEST_LABEL) + "…";
                svg.format(
                        "<text class=\"label\" transform=\"translate(%.1f %d) rotate(90)\">%s</text>",
                        at + 3, TOP + 3, Html.text(label));
                last = at;
            }
        }
    }

    private void draw(Formatter svg, Line line, int color) {
        Formatter points = new Formatter(Locale.ROOT);
        for (Point point : line.points()) {
            points.format("%.1f,%.1f ", atX(point.x()), atY(point.y()));
        }
        svg.format(
                "<polyline class=\"line c%d\" points=\"%s\"/>",
                color, points.toString().strip());
    }

    private void legend(Formatter svg) {
        svg.format("<p class=\"legend\">");
        for (int i = 0; i < lines.size(); i++) {
            svg.format(
                    "<span><i class=\"c%d\"></i>%s</span> ",
                    i % COLORS, Html.text(lines.get(i).name()));
        }
        svg.format("</p>");
    }

    private double atX(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** Large amounts with a letter, small ones with the digits they have. */
    static String amount(double value) {
        if (Math.abs(value) >= 1e6) {
            return plain(value / 1e6) + " M";
        }
        return Math.abs(value) >= 1e4 ? plain(value / 1e3) + " k" : plain(value);
    }

    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
