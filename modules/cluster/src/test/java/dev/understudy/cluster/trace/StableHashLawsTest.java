package dev.understudy.cluster.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StableHashLawsTest {
  private static final List<String> KEYS =
      List.of("Aa", "BB", "left", "right", "paw", "toy", "nose", "ear");

  private enum Paw {
    LEFT
  }

  private record Holder(Object value) {}

  private record Numbers(byte one, short two, int three, long four, float five, double six) {}

  private record Words(char one, boolean two, String three, Paw four) {}

  private record Link(int number, Link next, List<Link> others) {}

  private record Chain(Link first) {}

  private static final class Mute {}

  static Stream<Supplier<Object>> values() {
    return Stream.of(
        () -> new long[] {1, 2},
        () -> new byte[] {1, 2},
        () -> new String[][] {{"left"}, {"right", null}},
        () -> Paw.LEFT,
        () -> Duration.ofMillis(3),
        () -> Instant.ofEpochSecond(7),
        () -> Optional.of(new long[] {1}),
        () -> new ArrayDeque<>(KEYS),
        () -> Map.of("left", new long[] {1}),
        () -> Collections.singletonMap(null, null));
  }

  @ParameterizedTest
  @MethodSource("values")
  @DisplayName("The same content has the same hash, wherever it lies in memory")
  void byContent(Supplier<Object> value) {
    assertThat(hash(value.get())).isEqualTo(hash(value.get()));
  }

  @Test
  @DisplayName("Equal maps and sets have equal hashes, in whatever order they list what they hold")
  void unordered() {
    Map<String, Integer> forward = new LinkedHashMap<>();
    KEYS.forEach(key -> forward.put(key, key.length()));
    Map<String, Integer> backward = new LinkedHashMap<>();
    for (int i = KEYS.size() - 1; i >= 0; i--) {
      backward.put(KEYS.get(i), KEYS.get(i).length());
    }
    assertThat(hash(forward)).isEqualTo(hash(backward)).isEqualTo(hash(new HashMap<>(forward)));
    Set<String> keys = new LinkedHashSet<>(forward.keySet());
    assertThat(hash(keys))
        .isEqualTo(hash(new LinkedHashSet<>(backward.keySet())))
        .isEqualTo(hash(new HashSet<>(keys)));
  }

  @Test
  @DisplayName("Other content has another hash")
  void distinguishes() {
    assertThat(Stream.of(
                new long[] {1, 2},
                new long[] {2, 1},
                List.of(1L, 2L),
                Set.of(1L, 2L),
                Set.of(1L),
                Map.of(1L, 2L),
                Map.of(2L, 1L),
                Map.of(1L, 1L, 2L, 2L),
                Map.of(1L, 2L, 2L, 1L),
                0.5f,
                0.25f,
                new BigDecimal("0.1"),
                new BigDecimal("0.2"),
                Duration.ofMillis(1),
                Duration.ofMillis(2))
            .map(StableHashLawsTest::hash))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("Every component of a record counts, whatever its type")
  void components() {
    assertThat(Stream.of(
                new Numbers((byte) 1, (short) 2, 3, 4, 5, 6),
                new Numbers((byte) 0, (short) 2, 3, 4, 5, 6),
                new Numbers((byte) 1, (short) 0, 3, 4, 5, 6),
                new Numbers((byte) 1, (short) 2, 0, 4, 5, 6),
                new Numbers((byte) 1, (short) 2, 3, 0, 5, 6),
                new Numbers((byte) 1, (short) 2, 3, 4, 0, 6),
                new Numbers((byte) 1, (short) 2, 3, 4, 5, 0),
                new Words('a', true, "left", Paw.LEFT),
                new Words('b', true, "left", Paw.LEFT),
                new Words('a', false, "left", Paw.LEFT),
                new Words('a', true, null, Paw.LEFT),
                new Words('a', true, "left", null))
            .map(StableHash::of))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("A record within a record counts, however deep, and also where there is none")
  void nested() {
    assertThat(Stream.of(
                new Link(1, null, List.of()),
                new Link(1, new Link(1, null, List.of()), List.of()),
                new Link(1, new Link(2, null, List.of()), List.of()),
                new Link(1, null, List.of(new Link(1, null, List.of()))),
                new Link(1, null, null),
                new Chain(new Link(1, null, List.of())),
                new Chain(new Link(2, null, List.of())),
                new Chain(null))
            .map(StableHash::of))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "Events that differ in anything have different hashes; a message counts when it is sent")
  void events() {
    assertThat(Stream.of(
                new TraceEvent.Sent(1, 2, "athens", "cyrene", "paw"),
                new TraceEvent.Sent(0, 2, "athens", "cyrene", "paw"),
                new TraceEvent.Sent(1, 0, "athens", "cyrene", "paw"),
                new TraceEvent.Sent(1, 2, "delphi", "cyrene", "paw"),
                new TraceEvent.Sent(1, 2, "athens", "delphi", "paw"),
                new TraceEvent.Sent(1, 2, "athens", "cyrene", "toy"),
                new TraceEvent.Delivered(1, 2, "athens", "cyrene", "paw"),
                new TraceEvent.Delivered(0, 2, "athens", "cyrene", "paw"),
                new TraceEvent.Delivered(1, 0, "athens", "cyrene", "paw"),
                new TraceEvent.Dropped(1, 2, "athens", "cyrene", "paw", "loss"),
                new TraceEvent.Dropped(1, 2, "athens", "cyrene", "paw", "cut"),
                new TraceEvent.Saved(1, "athens", "paw"),
                new TraceEvent.Saved(0, "athens", "paw"),
                new TraceEvent.Saved(1, "delphi", "paw"),
                new TraceEvent.Saved(1, "athens", "toy"),
                new TraceEvent.Flushed(1, "athens", 2),
                new TraceEvent.Flushed(0, "athens", 2),
                new TraceEvent.Flushed(1, "delphi", 2),
                new TraceEvent.Flushed(1, "athens", 3))
            .map(StableHashLawsTest::afterOne))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("What is taken without being made an event has the hash of the event")
  void withoutEvents() {
    assertThat(hashWhileKeeping(Recorder.Keep.HASH))
        .isEqualTo(hashWhileKeeping(Recorder.Keep.EVENTS))
        .isNotEqualTo(hashWhileKeeping(Recorder.Keep.NOTHING));
  }

  private static long hashWhileKeeping(Recorder.Keep much) {
    Recorder recorder = new Recorder(1);
    recorder.keep(much);
    recorder.sent(1, 2, "athens", "cyrene", "paw");
    recorder.delivered(3, 2, "athens", "cyrene", "paw");
    recorder.saved(4, "cyrene", "paw");
    recorder.flushed(5, "cyrene", 1);
    Trace trace = recorder.trace();
    assertThat(trace.events()).hasSize(much == Recorder.Keep.EVENTS ? 4 : 0);
    return trace.hash();
  }

  private static long afterOne(TraceEvent event) {
    Recorder recorder = new Recorder(1);
    recorder.keep(Recorder.Keep.HASH);
    recorder.add(event);
    return recorder.trace().hash();
  }

  @Test
  @DisplayName("What can only say where it lies in memory is refused by name")
  void refused() {
    assertThatThrownBy(() -> hash(new Mute()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Mute.class.getName())
        .hasMessageContaining("use a record, or override its toString()");
  }

  @Test
  @DisplayName("A recorder that refuses an event is as it was before")
  void recorderUnharmed() {
    Recorder recorder = new Recorder(1);
    long before = recorder.trace().hash();
    assertThatThrownBy(() -> recorder.add(new TraceEvent.Saved(0, "athens", new Mute())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(recorder.trace().hash()).isEqualTo(before);
    assertThat(recorder.trace().events()).isEmpty();
  }

  private static long hash(Object value) {
    return StableHash.of(new Holder(value));
  }
}
