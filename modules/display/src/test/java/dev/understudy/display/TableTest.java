package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Table table = Display.table(
      List.of("mode", "lost", "RTO"),
      List.of(
          Display.row("async | fast", 1234, "2.5 s"),
          Display.row("sync <safe>", 0, "12 s"),
          Display.row("manual", null, "–")));

  @Test
  @DisplayName("Numbers stand at the right, so that digits line up; words at the left")
  void aligned() {
    assertThat(table).hasToString("""
        mode           lost    RTO
        ────────────  ─────  ─────
        async | fast  1,234  2.5 s
        sync <safe>       0   12 s
        manual                   –""");
  }

  @Test
  @DisplayName("HTML is escaped, aligned by attributes and has no style")
  void html() {
    Xml.parse(table.html());
    assertThat(table.html())
        .contains(
            "<th align=\"left\">mode</th>", "<td align=\"right\">1,234</td>", "sync &lt;safe&gt;")
        .doesNotContain("style", "class=");
  }

  @Test
  @DisplayName("Markdown keeps a bar inside its cell")
  void markdown() {
    assertThat(table.markdown())
        .startsWith(
            "| mode | lost | RTO |\n| :--- | ---: | ---: |\n| async \\| fast | 1,234 | 2.5 s |")
        .contains("sync &lt;safe>");
    assertThat(table.mimeBundle().keySet())
        .containsExactly("text/html", "text/markdown", "text/plain");
  }

  @Test
  @DisplayName("A row that does not fit the header is refused")
  void ragged() {
    assertThatThrownBy(() -> Display.table(List.of("a", "b"), List.of(List.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 1 cells, the header [a, b] has 2");
    assertThatThrownBy(() -> Display.table(List.of(), List.of()))
        .hasMessageContaining("at least one column");
  }
}
