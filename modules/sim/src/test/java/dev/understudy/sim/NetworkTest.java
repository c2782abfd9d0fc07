package dev.understudy.sim;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sim.Disturbance.Delay;
import dev.understudy.sim.Disturbance.Duplication;
import dev.understudy.sim.Disturbance.Loss;
import dev.understudy.sim.Disturbance.Obstacle;
import dev.understudy.sim.Disturbance.Reordering;
import dev.understudy.sim.Disturbance.Traffic;
import dev.understudy.sim.Network.Fate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final int MANY = 10_000;

  private long nowNanos;
  private final Network network = new Network(new RandomStream(1, "network"), () -> nowNanos);

  private Fate fate(String from, String to) {
    return network.fate(from, to, "body");
  }

  private long lostOfMany() {
    return IntStream.range(0, MANY)
        .filter(i -> "loss".equals(fate("a", "b").dropped()))
        .count();
  }

  @Test
  @DisplayName("Before anything is asked for every message arrives at once")
  void quiet() {
    assertThat(network.isEventful()).isFalse();
    assertThat(fate("a", "b")).isSameAs(Fate.AT_ONCE);
  }

  @Test
  @DisplayName("Of two obstacles each stands for itself, and equal ones end one by one")
  void obstacles() {
    Obstacle wall = new Obstacle(Traffic.between(List.of(List.of("a"), List.of("b", "c"))), "wall");
    Obstacle twin = new Obstacle(Traffic.between(List.of(List.of("a"), List.of("b", "c"))), "wall");
    network.begin(wall);
    network.begin(twin);
    network.begin(new Obstacle(Traffic.way("b", "c"), "cut"));
    network.end(wall);
    assertThat(fate("a", "c").dropped()).isEqualTo("wall");
    assertThat(fate("c", "a").dropped()).isEqualTo("wall");
    assertThat(fate("a", "d").dropped()).as("in no group").isNull();
    assertThat(fate("b", "c").dropped()).isEqualTo("cut");
    assertThat(fate("c", "b").dropped()).isNull();
    network.end(twin);
    network.end(twin);
    assertThat(fate("a", "c").dropped()).isNull();
    network.begin(new Obstacle(Traffic.of("d"), "alone"));
    assertThat(fate("a", "d").dropped()).isEqualTo("alone");
    assertThat(fate("d", "a").dropped()).isEqualTo("alone");
    assertThat(fate("d", "d").dropped()).as("to itself").isNull();
    network.heal();
    assertThat(fate("b", "c").dropped()).isNull();
  }

  @Test
  @DisplayName("Of two losses the second one takes of what the first one leaves")
  void losses() {
    Loss half = new Loss(Traffic.ALL, 0.5);
    network.begin(half);
    network.begin(new Loss(Traffic.way("a", "b"), 0.5));
    assertThat(lostOfMany()).isBetween(7_300L, 7_700L);
    network.end(half);
    assertThat(lostOfMany()).isBetween(4_800L, 5_200L);
    network.loss(1);
    network.loss(0);
    assertThat(lostOfMany()).as("the verb ends its own").isBetween(4_800L, 5_200L);
  }

  @Test
  @DisplayName("A disturbance is of the messages that it names, also by what they say")
  void traffic() {
    network.begin(new Loss((from, to, body) -> body.equals("vote"), 1));
    assertThat(network.fate("a", "b", "vote").dropped()).isEqualTo("loss");
    assertThat(network.fate("a", "b", "body").dropped()).isNull();
  }

  @Test
  @DisplayName("Delays come on top of the latency, and of each other")
  void delays() {
    network.latency(ofMillis(1), ofMillis(1));
    Delay ten = new Delay(Traffic.ALL, ofMillis(10), ofMillis(10), 0);
    network.begin(ten);
    network.begin(new Delay(Traffic.ALL, ofMillis(20), ofMillis(20), 0));
    assertThat(fate("a", "b").delayNanos()).isEqualTo(ofMillis(31).toNanos());
    network.end(ten);
    assertThat(fate("b", "a").delayNanos()).isEqualTo(ofMillis(21).toNanos());
  }

  @Test
  @DisplayName("In a heavy tail some messages take up to a hundred times as long")
  void heavyTail() {
    network.begin(new Delay(Traffic.ALL, ofNanos(1), ofNanos(1), 0.1));
    network.begin(new Reordering(Traffic.ALL));
    long[] delays = IntStream.range(0, MANY)
        .mapToLong(i -> fate("a", "b").delayNanos())
        .sorted()
        .toArray();
    assertThat(delays[8 * MANY / 10]).isEqualTo(1);
    assertThat(delays[95 * MANY / 100]).isBetween(30L, 70L);
    assertThat(delays[MANY - 1]).isEqualTo(100);
  }

  @Test
  @DisplayName("A link keeps its order while others may overtake")
  void reordering() {
    network.latency(ofMillis(1), ofMillis(9));
    network.begin(new Reordering(Traffic.way("a", "b")));
    assertThat(arrivals("a", "b")).isNotEqualTo(sorted(arrivals("a", "b")));
    long[] other = arrivals("c", "b");
    assertThat(other).isEqualTo(sorted(other));
  }

  private long[] arrivals(String from, String to) {
    return IntStream.range(0, 50)
        .mapToLong(i -> ++nowNanos + fate(from, to).delayNanos())
        .toArray();
  }

  private static long[] sorted(long[] times) {
    return java.util.Arrays.stream(times).sorted().toArray();
  }

  @Test
  @DisplayName("However many disturbances double a message, it arrives twice")
  void duplication() {
    network.begin(new Duplication(Traffic.ALL, 1));
    network.begin(new Duplication(Traffic.way("a", "b"), 1));
    assertThat(fate("a", "b").duplicateDelayNanos()).isZero();
    network.heal();
    assertThat(fate("a", "b").duplicateDelayNanos()).isEqualTo(-1);
  }

  @Test
  @DisplayName("Wrong numbers are refused in words, and change nothing")
  void wrong() {
    assertThatThrownBy(() -> network.loss(1.1)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> new Duplication(Traffic.ALL, Double.NaN))
        .hasMessageContaining("between 0 and 1 but is NaN");
    assertThatThrownBy(() -> new Delay(Traffic.ALL, ofMillis(2), ofMillis(1), 0))
        .hasMessageContaining("least <= most");
    assertThatThrownBy(() -> network.latency(ofMillis(-1), ZERO))
        .hasMessageContaining("least <= most");
    assertThat(network.isEventful()).isFalse();
  }
}
