package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShortTextTest {

  private static List<String> variants(Object message) {
    return ShortText.variants(String.valueOf(message));
  }

  @Test
  @DisplayName("A range of entries is said as a range")
  void range() {
    assertThat(variants(new Stories.Word.Append(2, 3, 5, List.of("a", "b"))))
        .containsExactly("Append(term 2, 3..5)", "Append(3..5)", "Append");
  }

  @Test
  @DisplayName("A flag is said by its name, with a not when it is down")
  void flag() {
    assertThat(variants(new Stories.Word.Vote(2, false)))
        .containsExactly("Vote(term 2, not granted)", "Vote(not granted)", "Vote");
  }

  @Test
  @DisplayName("Nested values are left out, commas inside them do not confuse")
  void nested() {
    assertThat(variants("Wrap[inner=X[a=1, b=2], key=paw]")).containsExactly("Wrap(paw)", "Wrap");
  }

  @Test
  @DisplayName(
      "An object without a text of its own loses its identity hash, which differs in each run")
  void identityHash() {
    assertThat(variants("com.acme.Thing@1b2c3d")).containsExactly("Thing");
  }

  @Test
  @DisplayName("Any other text is cut")
  void other() {
    assertThat(variants("a plain sentence that is long\nand has two lines"))
        .containsExactly("a plain sentence that i…");
  }
}
