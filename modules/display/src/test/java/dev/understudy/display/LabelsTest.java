package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static Labels.Wish wish(int rank, List<String> words, double x) {
    return new Labels.Wish(rank, words, 10, "#000", false, 0, List.of(Labels.Spot.right(x, 50)));
  }

  private static String painted(Labels labels) {
    Svg svg = new Svg(300, 100, "");
    labels.paint(svg);
    return svg.finish();
  }

  @Test
  @DisplayName("Two texts never share a place: the less important one stays silent")
  void noOverlap() {
    Labels labels = new Labels(0, 300, 100);
    labels.wish(wish(5, List.of("message"), 20));
    labels.wish(wish(1, List.of("leader"), 30));
    assertThat(painted(labels)).contains("leader").doesNotContain("message");
  }

  @Test
  @DisplayName("Where long words have no room, shorter ones are said")
  void shorter() {
    Labels labels = new Labels(0, 300, 100);
    labels.block(Area.upright(60, 0, 10, 100));
    labels.wish(wish(1, List.of("Append(term 2, 3..5)", "Append"), 10));
    assertThat(painted(labels)).contains(">Append<");
  }

  @Test
  @DisplayName("No text leaves the picture")
  void inside() {
    Labels labels = new Labels(0, 300, 100);
    labels.wish(wish(1, List.of("a text too long for here"), 250));
    assertThat(painted(labels)).doesNotContain("too long");
  }

  @Test
  @DisplayName("Turned areas overlap only where they really do")
  void turned() {
    Area diagonal = Area.line(0, 0, 100, 100);
    assertThat(diagonal.overlaps(Area.upright(40, 40, 20, 20))).isTrue();
    assertThat(diagonal.overlaps(Area.upright(70, 10, 20, 20))).isFalse();
  }
}
