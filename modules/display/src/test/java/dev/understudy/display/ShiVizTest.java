package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShiVizTest {
  private record Line(String host, Map<String, Long> clock, String event) {
    /** Whether this clock knows the other event. */
    boolean isAfter(Line other) {
      return clock.getOrDefault(other.host, 0L) >= other.clock.get(other.host) && this != other;
    }
  }

  /** As ShiViz reads a file: the first line is the expression, the second one a delimiter. */
  private static List<Line> read(String log) {
    String[] parts = log.split("\n", 3);
    assertThat(parts[1]).isEmpty();
    Matcher matcher = Pattern.compile(parts[0]).matcher(parts[2]);
    List<Line> lines = new ArrayList<>();
    int end = 0;
    while (matcher.find()) {
      assertThat(parts[2].substring(end, matcher.start())).isBlank();
      end = matcher.end();
      lines.add(new Line(matcher.group("host"), clock(matcher), matcher.group("event")));
    }
    assertThat(parts[2].substring(end)).isBlank();
    return lines;
  }

  private static Map<String, Long> clock(Matcher matcher) {
    try {
      return JsonMapper.builder()
          .build()
          .readValue(matcher.group("clock"), new TypeReference<TreeMap<String, Long>>() {});
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(matcher.group(), wrong);
    }
  }

  static Stream<Trace> stories() {
    return SpaceTimeDiagramTest.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  @DisplayName("Every lane counts its own events from 1, one by one")
  void everyLaneCounts(Trace trace) {
    Map<String, Long> seen = new TreeMap<>();
    for (Line line : read(ShiViz.log(trace))) {
      assertThat(line.clock().get(line.host())).isEqualTo(seen.merge(line.host(), 1L, Long::sum));
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  @DisplayName("An event is after another one in the log exactly if it is in the trace")
  void causality(Trace trace) {
    Trace part =
        new Trace(1, trace.events().subList(0, Math.min(250, trace.events().size())), 1);
    List<Line> lines = read(ShiViz.log(part));
    List<TreeSet<Integer>> causes = causes(part);
    assertThat(lines).hasSameSizeAs(causes);
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.size(); j++) {
        assertThat(lines.get(i).isAfter(lines.get(j)))
            .as("%s after %s", lines.get(i), lines.get(j))
            .isEqualTo(causes.get(i).contains(j));
      }
    }
  }

  /** What happened before each event, found by following every arrow back; a fault is one for each lane. */
  private static List<TreeSet<Integer>> causes(Trace trace) {
    List<TreeSet<Integer>> causes = new ArrayList<>();
    Map<String, Integer> lastOfLane = new TreeMap<>();
    Map<Long, Integer> sendings = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      for (String lane : lanes(event)) {
        TreeSet<Integer> before = new TreeSet<>();
        add(before, causes, lastOfLane.get(lane));
        if (event instanceof TraceEvent.Delivered e) {
          add(before, causes, sendings.get(e.id()));
        } else if (event instanceof TraceEvent.Dropped e) {
          add(before, causes, sendings.get(e.id()));
        } else if (event instanceof TraceEvent.Sent e) {
          sendings.put(e.id(), causes.size());
        }
        lastOfLane.put(lane, causes.size());
        causes.add(before);
      }
    }
    return causes;
  }

  private static void add(TreeSet<Integer> before, List<TreeSet<Integer>> causes, Integer direct) {
    if (direct != null) {
      before.add(direct);
      before.addAll(causes.get(direct));
    }
  }

  private static Iterable<String> lanes(TraceEvent event) {
    if (event instanceof TraceEvent.Dropped) {
      return List.of("");
    }
    List<String> nodes = event instanceof TraceEvent.FaultBegan began
        ? began.nodes()
        : event instanceof TraceEvent.FaultEnded ended ? ended.nodes() : List.of(event.where());
    return nodes.isEmpty() ? List.of("") : new TreeSet<>(nodes);
  }

  @Test
  @DisplayName("A name cannot break the log, and two names never become one")
  void names() {
    Trace trace = new TraceBuilder()
        .nodes("a b", "a\nb", "a\"b", "world", "{x} {\"y\":1}")
        .message(1, 2, "a b", "a\nb", "two\nlines {\"a_b\":9}")
        .lost(1, 2, "world", "a b", "gone", "loss")
        .build();
    List<Line> lines = read(ShiViz.log(trace));
    assertThat(lines)
        .extracting(Line::host)
        .contains("a_b", "a_b_2", "a_b_3", "world", "world_2", "_x_y_:1_");
    assertThat(lines).hasSize(trace.events().size());
  }

  @Test
  @DisplayName("A trace that lost its sendings still is a log")
  void partOfATrace() {
    Trace part = Stories.splitBrain().between(Duration.ofNanos(2_500_000), Duration.ofSeconds(1));
    assertThat(read(ShiViz.log(part))).isNotEmpty();
  }
}
