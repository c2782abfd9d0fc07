package dev.understudy.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.explorer.Report.Ending;
import dev.understudy.explorer.Tiny.Memory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbers in here were counted by hand. */
class SearchLawsTest {
  private static Subject speakers(Memory memory) {
    return Tiny.speakers(2, memory, false, List.of());
  }

  private static int states(Subject subject, Bounds bounds) {
    Report report = new Search(subject, bounds).run();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    return report.states();
  }

  @Test
  @DisplayName("Two speakers of two words: six orders, and as many states as their prefixes")
  void orders() {
    Subject subject = speakers(Memory.WORDS);
    Set<String> orders = new TreeSet<>();
    Report report = new Search(subject)
        .onState(state -> {
          if (state.used.acts() == 2 && state.letters.length == 0) {
            orders.add(state.situation("listener").state().toString());
          }
        })
        .run();
    assertThat(orders).hasSize(6); // 4! / (2! 2!)
    // Nobody has spoken: 1. Alice alone: 0, 1 or 2 words heard. Then i of hers and j of bob's in
    // C(i + j, i) orders, but what was heard before bob spoke is told apart from nothing: 1 1 1,
    // 1 2 3, 1 3 6.
    assertThat(report.states()).isEqualTo(1 + 3 + 19);
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
  }

  @Test
  @DisplayName("A listener that only counts merges the orders")
  void merged() {
    assertThat(states(speakers(Memory.COUNT), speakers(Memory.COUNT).bounds()))
        .isEqualTo(1 + 3 + 9);
  }

  @Test
  @DisplayName("Where messages overtake each other there are 24 orders of four words")
  void overtaking() {
    Set<String> orders = new TreeSet<>();
    new Search(speakers(Memory.WORDS), speakers(Memory.WORDS).bounds().reordering(true))
        .onState(state -> {
          if (state.used.acts() == 2 && state.letters.length == 0) {
            orders.add(state.situation("listener").state().toString());
          }
        })
        .run();
    assertThat(orders).hasSize(24);
  }

  @Test
  @DisplayName("One of two words is lost: nobody, the first or the second is missing")
  void drops() {
    Subject one = Tiny.speakers(1, Memory.COUNT, false, List.of());
    // Each word is unsaid, under way, heard or lost; bob speaks after alice; one is lost at most.
    // Alice unsaid: 1. Bob unsaid: alice under way, heard, lost: 3. Both: 9 - both lost = 8.
    // A word of which the listener only counts: alice heard and bob lost is not alice lost and bob
    // heard, since the count is the same: one state less.
    assertThat(states(one, one.bounds().drops(1))).isEqualTo(1 + 3 + 8 - 1);
  }

  @Test
  @DisplayName("Timers fire in the order in which they are due, and those of one instant in any")
  void timers() {
    assertThat(states(Tiny.tickers(10, 25), new Bounds(100, 0, 0, 3, false))).isEqualTo(4);
    assertThat(states(Tiny.tickers(11, 10), new Bounds(100, 0, 0, 2, false)))
        .isEqualTo(1 + 2 + 1); // the second starts a millisecond later
  }

  @Test
  @DisplayName("A crash loses what the disk has not finished, or keeps it; never what it has")
  void crashes() {
    Subject keeper = Tiny.speakers(1, Memory.WORDS, true, List.of());
    Set<String> ends = new TreeSet<>();
    Report report = new Search(keeper, keeper.bounds().crashes(1))
        .onState(state -> {
          boolean isOver = state.used.acts() == 2 && state.letters.length == 0;
          if (isOver && state.parts[0].isListening()) {
            ends.add(state.situation("listener").state().toString());
          }
        })
        .run();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    assertThat(ends)
        .containsExactly(
            "Heard[words=[alice1, bob1]]",
            "Heard[words=[alice1]]",
            "Heard[words=[bob1, alice1]]",
            "Heard[words=[bob1]]");
  }
}
