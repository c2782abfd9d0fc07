package dev.understudy.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Situation;
import dev.understudy.explorer.Report.Ending;
import dev.understudy.explorer.Tiny.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
  private static final Always TWO_AT_MOST = moment -> {
    Record state = moment.situation("listener").state();
    return state.equals(new Tiny.Listener.Counted(3)) ? "T2 two words at most — but 3" : "";
  };

  private static final Set<String> ENDS_OF_EVERY_PATH = ends(Pruning.NONE, false);

  private static Subject keeper() {
    return Tiny.speakers(2, Memory.WORDS, true, List.of());
  }

  /** All that can be heard in the end, as far as this search meets it. */
  private static Set<String> ends(Pruning pruning, boolean reducing) {
    Set<String> ends = new TreeSet<>();
    Report report = new Search(keeper(), keeper().bounds().crashes(1).drops(1))
        .pruning(pruning)
        .reducing(reducing)
        .onMoment(moment -> {
          State state = (State) moment;
          if (state.used.acts() == 2 && state.letters.length == 0 && !state.isFlushing()) {
            Situation listener = state.situation("listener");
            ends.add(listener.state() + " " + listener.isDown() + " " + state.used);
          }
        })
        .run();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    return ends;
  }

  @ParameterizedTest
  @CsvSource({"STATE, true", "STATE, false", "HISTORY, true", "HISTORY, false", "NONE, true"})
  @DisplayName("Pruning and reduction miss no end that a walk of every path meets")
  void prunesSoundly(Pruning pruning, boolean reducing) {
    assertThat(ENDS_OF_EVERY_PATH).hasSizeGreaterThan(20);
    assertThat(ends(pruning, reducing)).isEqualTo(ENDS_OF_EVERY_PATH);
  }

  @Test
  @DisplayName(
      "Every state that is met is one to which a cluster of all nodes comes by the same steps")
  void sameAsAWholeCluster() {
    List<State> met = new ArrayList<>();
    new Search(keeper(), keeper().bounds().crashes(1))
        .onMoment(moment -> met.add((State) moment))
        .run();
    assertThat(met).hasSizeGreaterThan(100);
    for (State state : met) {
      try (Stage whole = new Stage(keeper())) {
        state.path().forEach(whole::take);
        for (String name : state.names()) {
          assertThat(whole.situation(name))
              .as(state.path().toString())
              .isEqualTo(state.situation(name));
        }
      }
    }
  }

  @Test
  @DisplayName("Each pruning has fewer states than the one before")
  void prunes() {
    List<Integer> states = new ArrayList<>();
    Subject subject = Tiny.speakers(2, Memory.COUNT, false, List.of());
    for (Pruning pruning : List.of(Pruning.STATE, Pruning.HISTORY, Pruning.NONE)) {
      states.add(new Search(subject).pruning(pruning).run().states());
    }
    assertThat(states).containsExactly(13, 23, 35);
  }

  @Test
  @DisplayName("A broken promise comes with the fewest steps, and a real cluster has taken them")
  void shortest() {
    Subject subject = Tiny.speakers(2, Memory.COUNT, false, List.of(TWO_AT_MOST));
    Report report = new Search(subject).run();
    Counterexample found = report.counterexample().orElseThrow();
    assertThat(found.broken()).isEqualTo("T2 two words at most — but 3");
    assertThat(found.choices()).hasSize(5);
    assertThat(found.trace().events()).isNotEmpty();
    assertThat(report.claim()).isEqualTo(found.broken());
  }

  @Test
  @DisplayName("An invariant of a node is found too, and told in words")
  void invariant() {
    Subject subject = Tiny.speakers(2, Tiny.Strict::new, List.of());
    assertThat(new Search(subject).run().ending()).isEqualTo(Ending.EVERYTHING);
    Report report = new Search(subject, subject.bounds().reordering(true)).run();
    Counterexample found = report.counterexample().orElseThrow();
    assertThat(found.broken()).isEqualTo("T1 bob1 comes first — but Heard[words=[bob2]]");
    assertThat(found.choices()).hasSize(3);
  }

  @Test
  @DisplayName("What was not looked at is not claimed")
  void claims() {
    Subject subject = Tiny.speakers(2, Memory.COUNT, false, List.of());
    assertThat(new Search(subject, subject.bounds().depth(3)).run().claim())
        .isEqualTo("no promise breaks within 3 steps; longer paths were not followed");
    assertThat(new Search(subject, subject.bounds().depth(6)).run().ending())
        .isEqualTo(Ending.DEPTH);
    assertThat(new Search(subject, subject.bounds().depth(7)).run().ending())
        .isEqualTo(Ending.EVERYTHING);
    assertThat(new Search(subject).mostStates(10).run().ending()).isEqualTo(Ending.FULL);
  }

  @Test
  @DisplayName("It stops when it is asked to, and says how far it was")
  void stops() {
    List<Progress> told = new ArrayList<>();
    Report report = new Search(Tiny.speakers(5, Memory.WORDS, false, List.of()))
        .stopWhen(() -> true)
        .onProgress(told::add)
        .run();
    assertThat(report.ending()).isEqualTo(Ending.STOPPED);
    assertThat(report.claim()).startsWith("stopped: no promise breaks within ");
    assertThat(told.get(told.size() - 1).states()).isEqualTo(report.met());
  }

  @Test
  @DisplayName("A state that hides what matters is found out: the cluster does not do what was met")
  void hiddenState() {
    Subject hides = Tiny.speakers(
        2,
        Memory.COUNT,
        false,
        List.of(moment -> moment.situation("listener").state().equals(new Tiny.Listener.Counted(2))
                && moment.names().size() == 3
                && !(moment instanceof Stage)
            ? "T3 the search alone sees this"
            : ""));
    assertThatThrownBy(() -> new Search(hides).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("state() of a node does not say all");
  }

  @Test
  @DisplayName("A node that hides what it depends on hides its faults too; its past tells them")
  void secretive() {
    Subject subject = Tiny.speakers(2, Tiny.Secretive::new, List.of());
    assertThat(new Search(subject).run().ending()).isEqualTo(Ending.EVERYTHING);
    Report byPast = new Search(subject).pruning(Pruning.HISTORY).run();
    assertThat(byPast.claim()).isEqualTo("T4 bob, bob, alice — but they came");
  }

  @Test
  @DisplayName(
      "States that are compared show a node that hides what it depends on, before it breaks")
  void compares() {
    Subject honest = Tiny.speakers(2, Memory.WORDS, true, List.of());
    assertThat(new Search(honest, honest.bounds().crashes(1)).comparing(1).run().ending())
        .isEqualTo(Ending.EVERYTHING);
    Subject hides = Tiny.speakers(2, Tiny.Turncoat::new, List.of());
    assertThat(new Search(hides).run().ending()).isEqualTo(Ending.EVERYTHING);
    assertThatThrownBy(new Search(hides).comparing(1)::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the search has met 'listener' with Counted[heard=")
        .hasMessageContaining("state() of a node does not say all");
  }

  @Test
  @DisplayName(
      "A node that sends to a name that nobody has is a counterexample, which says both names")
  void sendsToNobody() {
    Subject subject = new Subject(
        "speaker",
        "-",
        cluster -> {
          Tiny.Speaker alice = cluster.join("alice", new Tiny.Speaker());
          return List.of(new Act("alice", "speaks", () -> alice.speak(1)));
        },
        List.of(),
        keeper().bounds());
    Report report = new Search(subject).run();
    assertThat(report.ending()).isEqualTo(Ending.BROKEN);
    assertThat(report.claim())
        .contains("'alice' sends Said[word=alice1] to 'listener', who is not there, only alice");
    assertThat(report.counterexample().orElseThrow().choices()).hasSize(1);
  }

  @Test
  @DisplayName("Bounds that make no sense are refused")
  void bounds() {
    assertThatThrownBy(() -> new Bounds(0, 0, 0, 0, false))
        .hasMessage("depth must lie between 1 and 1000 but is 0");
    assertThat(new Bounds(14, 1, 2, 0, true).words())
        .isEqualTo("depth 14, 1 drop, 2 crashes, 0 timers, messages may overtake each other");
  }

  @Test
  @DisplayName("An act at somebody who is not there is refused, with the names of those who are")
  void refusesActs() {
    Subject subject = new Subject(
        "speakers",
        "-",
        cluster -> {
          cluster.join("alice", new Tiny.Speaker());
          return List.of(new Act("alcie", "speaks", () -> {}));
        },
        List.of(),
        keeper().bounds());
    assertThatThrownBy(new Search(subject)::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the act 'speaks' is done at 'alcie', who is not there: name one of [alice]");
  }
}
