package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  @DisplayName(
      "Nothing that is shown ends a line, moves a cursor or turns the direction of writing")
  void unseen() {
    assertThat(Shown.of("a\nb\r\tc")).isEqualTo("'a\\nb\\u000d\\u0009c'");
    assertThat(Shown.value("\u001b[2J\u0085\u2028\u202e\ufeff"))
        .isEqualTo("\"\\u001b[2J\\u0085\\u2028\\u202e\\ufeff\"");
    assertThat(Shown.words("\ud800 and gr\u00fc\u00df \ud83d\ude80"))
        .isEqualTo("\\ud800 and gr\u00fc\u00df \ud83d\ude80");
  }

  @Test
  @DisplayName("What is in quotes cannot close them")
  void quotes() {
    assertThat(Shown.of("a', \\b")).isEqualTo("'a\\', \\\\b'");
    assertThat(Shown.value("a\", \\b")).isEqualTo("\"a\\\", \\\\b\"");
  }

  @Test
  @DisplayName("What is long is cut: a name at its end, a value and words in the middle")
  void cut() {
    String digits = "0123456789".repeat(13);
    assertThat(Shown.of(digits)).isEqualTo("'" + digits.substring(0, 60) + "...'");
    assertThat(Shown.value(digits))
        .isEqualTo("\"01234567890123456789 ... 56789012345678901234567890123456789\"");
    assertThat(Shown.words(digits))
        .isEqualTo(digits.substring(0, 40) + " ... " + digits.substring(60));
    assertThat(Shown.words(digits.substring(0, 120))).hasSize(120);
  }

  @Test
  @DisplayName("A verdict shows keys, commands and states so")
  void verdict() {
    String key = "k\u001b" + "k".repeat(100);
    Verdict no = Histories.judge(
        Histories.ok("a\nb", 1, 2, new dev.understudy.storage.Command.Get(key), "x\ny"));
    assertThat(no.text())
        .startsWith("key 'k\\u001bkkk")
        .contains("kkk...' is not linearizable")
        .contains("a\\nb [1]")
        .contains("ok(x\\ny)")
        .doesNotContain("\u001b");
  }
}
