package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  private static final double[] XS = {1, 2, 3};

  @Test
  @DisplayName("Ticks are round numbers: 1, 2 or 5 times a power of ten")
  void ticks() {
    assertThat(new Scale(0, 97, false, 0, 100, 5).ticks())
        .containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(new Scale(3, 4200, true, 0, 100, 5).ticks())
        .containsExactly(1.0, 10.0, 100.0, 1000.0, 10000.0);
    Scale small = new Scale(0, 0.3, false, 0, 100, 6);
    assertThat(small.ticks().stream().map(small::label))
        .containsExactly("0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30");
  }

  @Test
  @DisplayName("A chart is well-formed, has no style or id, and says the same twice")
  void rules() {
    List<Chart> charts = List.of(
        Display.lines("a < b", "x", "y", Series.of("one & only", XS, new double[] {-1, 0, 1})),
        Display.points(
            "", Axis.log("x"), Axis.of("y"), Series.of("flat", XS, new double[] {5, 5, 5})),
        Display.bars("none", "lost", Bar.of("sync", 0), Bar.of("quorum", 0)),
        Display.histogram("times", "ms", 1, 1, 2, 3, 5, 8, 13));
    for (Chart chart : charts) {
      String svg = chart.svg();
      Xml.parse(svg);
      assertThat(svg)
          .doesNotContain(" id=", "<style", "class=", "NaN", "Infinity")
          .isEqualTo(chart.svg());
      assertThat(chart.mimeBundle()).containsOnlyKeys("text/html", "text/plain");
    }
  }

  @Test
  @DisplayName("The text of a chart is the table of its numbers")
  void text() {
    LineChart chart = Display.lines(
        "Lag",
        "time, ms",
        "entries",
        Series.of("async", XS, new double[] {5, 10.5, 2000}),
        Series.of("sync", new double[] {2}, new double[] {0}));
    assertThat(chart).hasToString("""
        Lag
        time, ms  async  sync
        ────────  ─────  ────
               1      5
               2   10.5     0
               3  2,000""");
  }

  @Test
  @DisplayName("Every sample of a histogram is counted once")
  void histogram() {
    BarChart chart = Display.histogram("", "ms", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(chart.bars().stream().mapToDouble(Bar::total).sum()).isEqualTo(11);
  }

  @Test
  @DisplayName("A cumulative share ends at one, equal samples are one step")
  void cumulative() {
    assertThat(Series.cumulative("runs", 3, 1, 3, 2).points())
        .containsExactly(new Point(1, 0.25), new Point(2, 0.5), new Point(3, 1));
  }

  @Test
  @DisplayName("What cannot be drawn is refused, and the error names it")
  void errors() {
    assertThatThrownBy(() -> Display.lines("t", "x", "y"))
        .hasMessage("chart 't' has no series: give at least one");
    assertThatThrownBy(() -> Series.of("s", XS, new double[] {1}))
        .hasMessageContaining("'s' has 3 x and 1 y");
    assertThatThrownBy(() -> Display.lines("t", "x", "y", new Series("s", List.of())))
        .hasMessageContaining("'s' has no points");
    assertThatThrownBy(() ->
            Display.lines("t", "x", "y", Series.of("s", XS, new double[] {1, Double.NaN, 2})))
        .hasMessageContaining("y = NaN");
    assertThatThrownBy(() -> Display.lines(
            "t", Axis.of("x"), Axis.log("y"), Series.of("s", XS, new double[] {1, 0, 2})))
        .hasMessageContaining("logarithmic");
    assertThatThrownBy(() -> Display.bars("t", "y")).hasMessageContaining("no bars");
    assertThatThrownBy(() -> Display.bars("t", "y", Bar.of("b", -1)))
        .hasMessageContaining("0 or more");
    assertThatThrownBy(() -> Display.stackedBars("t", "y", List.of("p", "q"), Bar.of("b", 1)))
        .hasMessageContaining("has 1 parts, the chart names 2");
    assertThatThrownBy(() -> Display.histogram("t", "ms")).hasMessageContaining("0 samples");
  }

  @Test
  @DisplayName("A picture can be written to a file")
  void file(@TempDir Path folder) throws Exception {
    Picture picture = Display.bars("t", "y", Bar.of("b", 1));
    assertThat(Files.readString(picture.writeSvg(folder.resolve("t.svg"))))
        .isEqualTo(picture.svg());
  }
}
