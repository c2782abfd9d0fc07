package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final DiagramOptions SHORT = DiagramOptions.titled("").atMost(160);

  private static Scene scene(DiagramOptions options) {
    return Composition.of(Stories.longRun(), options).scene();
  }

  private static boolean holds(Scene scene, double millis) {
    return scene.from() <= TraceBuilder.at(millis) && TraceBuilder.at(millis) <= scene.to();
  }

  @Test
  @DisplayName("A long trace is shown where it went wrong, with room before and after")
  void whereItWentWrong() {
    Scene scene = scene(SHORT);
    for (double millis : new double[] {3003, 3020, 3045, 3060, 3090}) {
      assertThat(holds(scene, millis)).as("%s ms", millis).isTrue();
    }
    assertThat(scene.from()).isLessThan(TraceBuilder.at(3000));
    assertThat(scene.to()).isGreaterThan(TraceBuilder.at(3092));
  }

  @Test
  @DisplayName("That a cluster takes its first roles is no news, however many it takes")
  void beginningIsNoNews() {
    TraceBuilder trace = new TraceBuilder().nodes("a", "b", "c", "d", "e", "f");
    trace.role(1, "a", "leader", 1);
    List.of("b", "c", "d", "e", "f").forEach(node -> trace.role(1, node, "follower", 1));
    for (int i = 0; i < 100; i++) {
      trace.message(10 * i + 5, 10 * i + 6, "a", "b", "word " + i);
    }
    trace.fault(803, -1, FaultKind.PAUSE, "b", "b");
    Scene scene = Composition.of(trace.build(), SHORT.atMost(40)).scene();
    assertThat(holds(scene, 803)).isTrue();
  }

  @Test
  @DisplayName("What lies before and after a window is counted, and is all the rest of the trace")
  void outsideIsCounted() {
    Trace trace = Stories.longRun();
    Scene scene = scene(SHORT);
    long inside = trace.events().stream()
        .mapToLong(TraceEvent::atNanos)
        .filter(at -> at >= scene.from() && at <= scene.to())
        .count();
    assertThat(scene.outside().earlier()).isPositive();
    assertThat(scene.outside().later()).isPositive();
    assertThat(inside + scene.outside().earlier() + scene.outside().later())
        .isEqualTo(trace.events().size());
    String svg = Display.diagram(trace, SHORT).svg();
    assertThat(svg)
        .contains("… " + Text.number(scene.outside().earlier()) + " events earlier")
        .contains("… " + Text.number(scene.outside().later()) + " events later");
  }

  @Test
  @DisplayName("A picture around a moment has it, a third of it comes afterwards")
  void aroundMoment() {
    Scene scene = scene(SHORT.around(Duration.ofMillis(1000)));
    assertThat(holds(scene, 1000)).isTrue();
    assertThat(TraceBuilder.at(1000) - scene.from())
        .isGreaterThan(scene.to() - TraceBuilder.at(1000));
    assertThat(holds(scene(SHORT.around(Duration.ofDays(1))), 5990)).isTrue();
    assertThat(scene(SHORT.around(Duration.ZERO)).outside().earlier()).isZero();
  }

  @Test
  @DisplayName(
      "A picture around a fault has its beginning and its end; a fault that is none is refused")
  void aroundFault() {
    Scene scene = scene(DiagramOptions.titled("").atMost(200).aroundFault(1));
    assertThat(holds(scene, 3003) && holds(scene, 3090)).isTrue();
    assertThat(scene.outside().earlier()).isPositive();
    assertThatThrownBy(() -> scene(SHORT.aroundFault(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the trace has no fault 7; there are [1]");
  }

  @Test
  @DisplayName("A picture about a key has the calls about it, all of them, and what they said")
  void aboutKey() {
    Scene scene = scene(DiagramOptions.titled("").atMost(10_000).about("EAR"));
    assertThat(scene.calls()).hasSize(30).allMatch(call -> call.operation().contains("ear"));
    assertThat(scene.messages())
        .filteredOn(message -> message.from().equals("alice"))
        .hasSize(29)
        .allMatch(message -> message.body().contains("ear"));
    assertThat(scene.messages()).anyMatch(message -> message.body().contains("paw"));
  }

  @Test
  @DisplayName(
      "A client that does nothing in the window has no lane in it; a silent member has one")
  void idleClients() {
    Scene scene = scene(SHORT.around(Duration.ofMillis(1000)));
    assertThat(scene.lanes())
        .extracting(Scene.Lane::name)
        .contains("ephesus", "alice")
        .doesNotContain("carol");
    assertThat(scene.outside().clients()).containsExactly("carol");
    assertThat(scene(DiagramOptions.titled("")).lanes()).hasSize(8);
  }

  @Test
  @DisplayName("A trace that fits is shown whole, and says of nothing that it is missing")
  void whole() {
    Scene scene =
        Composition.of(Stories.splitBrain(), DiagramOptions.titled("")).scene();
    assertThat(scene.outside()).isEqualTo(Scene.Outside.NOTHING);
  }
}
