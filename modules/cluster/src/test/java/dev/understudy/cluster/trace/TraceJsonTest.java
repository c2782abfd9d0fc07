package dev.understudy.cluster.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceJsonTest {
  private record Word(String text, long number) {}

  private static final String ODD =
      "</script><!-- \" ' \\ \n \u2028 \ud83d\ude00 and half of one: \ud83d";

  private static Trace everything() {
    return new Trace(
        Long.MIN_VALUE,
        List.of(
            new TraceEvent.Joined(0, "athens", false),
            new TraceEvent.Started(1, ODD, 1, true),
            new TraceEvent.Sent(2, 1, "athens", ODD, new Word(ODD, 7)),
            new TraceEvent.Delivered(3, 1, "athens", ODD, new Word(ODD, 7)),
            new TraceEvent.Dropped(3, 1, "athens", ODD, new Word("x", 7), "loss"),
            new TraceEvent.TimerFired(4, "athens", "election"),
            new TraceEvent.Saved(5, "athens", new Truncated(3)),
            new TraceEvent.Flushed(6, "athens", 2),
            new TraceEvent.RoleChanged(7, "athens", "leader", Long.MAX_VALUE),
            new TraceEvent.FaultBegan(8, 1, FaultKind.CUT, List.of("athens", ODD), "a -> b"),
            new TraceEvent.FaultEnded(9, 1, FaultKind.CUT, List.of()),
            new TraceEvent.ClientCalled(10, "bob", 1, new Word("put", 1)),
            new TraceEvent.ClientReturned(11, "bob", 1, true, 42),
            new TraceEvent.Noted(12, "", "a remark")),
        -2);
  }

  @Test
  @DisplayName("What is read prints as what was written, and writes the same bytes")
  void thereAndBack() {
    Trace trace = everything();
    String lines = TraceJson.write(trace);
    Trace back = TraceJson.read(lines.lines().iterator());
    assertThat(back.text()).isEqualTo(trace.text());
    assertThat(back.seed()).isEqualTo(trace.seed());
    assertThat(back.hash()).isEqualTo(trace.hash());
    assertThat(TraceJson.write(back)).isEqualTo(lines);
  }

  @Test
  @DisplayName("A byte order mark, with which some editors begin a text, does no harm")
  void byteOrderMark() {
    String lines = TraceJson.write(everything());
    assertThat(TraceJson.read(("\uFEFF" + lines).lines().iterator()).text())
        .isEqualTo(everything().text());
  }

  @Test
  @DisplayName("Every kind of event is in this test")
  void everyKind() {
    assertThat(everything().events())
        .extracting(event -> (Object) event.getClass())
        .contains((Object[]) TraceEvent.class.getPermittedSubclasses());
  }

  @Test
  @DisplayName("A file is ASCII and has a line for each event, whatever its texts hold")
  void lines() {
    String lines = TraceJson.write(everything());
    assertThat(lines).matches("[\\x20-\\x7e\\n]*");
    assertThat(lines.lines()).hasSize(everything().events().size() + 1);
  }

  @Test
  @DisplayName("A trace that was cut off in the middle is refused")
  void cutOff() {
    List<String> lines = TraceJson.write(everything()).lines().toList();
    assertThatThrownBy(() -> TraceJson.read(lines.subList(0, 5).iterator()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 1 promises 14 events, and 4 follow: write it anew");
    assertThatThrownBy(() -> TraceJson.read(List.<String>of().iterator()))
        .hasMessageContaining("line 1 is missing");
  }

  @ParameterizedTest
  @DisplayName("A line that is none is refused by its number")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"event\":  | line 2 is no JSON",
        "[1] | line 2 is no JSON object",
        "{} | line 2 is the \"event\" '', not one of ClientCalled, ",
        "{\"event\":\"Started\"} | line 2 has no \"atNanos\" of type long",
        "{\"event\":\"Noted\",\"atNanos\":\"1\"} | line 2 has no \"atNanos\" of type long",
        "{\"event\":\"Noted\",\"atNanos\":1,\"node\":1,\"remark\":\"\"} | no \"node\" of type string",
        "{\"event\":\"FaultEnded\",\"atNanos\":1,\"fault\":1,\"kind\":\"X\",\"nodes\":[]} | line 2 says 'X', not one of [CRASH,",
      })
  void wrongLines(String line, String message) {
    String head = "{\"schema\":\"understudy-trace-1\",\"seed\":1,\"hash\":\"0\",\"events\":1}";
    assertThatThrownBy(() -> TraceJson.read(Stream.of(head, line).iterator()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("Another file is told from a trace")
  void anotherFile() {
    assertThatThrownBy(() -> TraceJson.read(List.of("{\"schema\":\"other-1\"}").iterator()))
        .hasMessage(
            "line 1 is not the beginning of a trace: its \"schema\" should be understudy-trace-1");
  }
}
