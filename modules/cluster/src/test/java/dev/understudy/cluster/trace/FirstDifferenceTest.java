package dev.understudy.cluster.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FirstDifferenceTest {
  private record Quiet(long number) {
    @Override
    public String toString() {
      return "Quiet";
    }
  }

  private static List<String> lines(TraceEvent... events) {
    return new Trace(1, List.of(events), 0).exactLines();
  }

  @Test
  @DisplayName("Equal runs do not differ")
  void equal() {
    List<String> run = lines(new TraceEvent.Noted(1, "athens", "paw"));
    assertThat(FirstDifference.between(run, List.copyOf(run))).isEmpty();
    assertThat(FirstDifference.between(List.of(), List.of())).isEmpty();
  }

  @Test
  @DisplayName("The first of several differences is named, with both events")
  void first() {
    var same = new TraceEvent.Noted(1, "athens", "paw");
    FirstDifference found = FirstDifference.between(
            lines(same, new TraceEvent.Noted(2, "athens", "left"), same),
            lines(same, new TraceEvent.Noted(2, "athens", "right"), same, same))
        .orElseThrow();
    assertThat(found.event()).isEqualTo(2);
    assertThat(found.one()).startsWith("0.000000002  athens      note: left  {");
    assertThat(found.other()).startsWith("0.000000002  athens      note: right  {");
  }

  @Test
  @DisplayName("A run that ends earlier differs where it ends")
  void shorter() {
    List<String> run = lines(new TraceEvent.Noted(1, "athens", "paw"));
    FirstDifference found = FirstDifference.between(run, List.of()).orElseThrow();
    assertThat(found).isEqualTo(new FirstDifference(1, run.get(0), ""));
  }

  @Test
  @DisplayName("A nanosecond is a difference, and so is content that its own words leave out")
  void exact() {
    assertThat(FirstDifference.between(
            lines(new TraceEvent.Noted(1_000_000_001, "athens", "paw")),
            lines(new TraceEvent.Noted(1_000_000_002, "athens", "paw"))))
        .isPresent();
    assertThat(FirstDifference.between(
            lines(new TraceEvent.Saved(1, "athens", new Quiet(1))),
            lines(new TraceEvent.Saved(1, "athens", new Quiet(2)))))
        .isPresent();
  }

  @Test
  @DisplayName("An event is one line, whatever it says")
  void oneLine() {
    assertThat(lines(new TraceEvent.Noted(1, "athens", "left\nright\r")))
        .singleElement()
        .asString()
        .contains("left\\nright\\r")
        .hasLineCount(1);
  }
}
