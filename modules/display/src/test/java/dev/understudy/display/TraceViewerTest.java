package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cluster.trace.Trace;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceViewerTest {
  private static String data(String page) {
    String begin = "<script type=\"application/json\" id=\"trace\">";
    int from = page.indexOf(begin) + begin.length();
    return page.substring(from, page.indexOf("</script>", from));
  }

  private static JsonNode json(String page) throws JsonProcessingException {
    return JsonMapper.builder().build().readTree(data(page));
  }

  static Stream<Trace> stories() {
    return SpaceTimeDiagramTest.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  @DisplayName("A page holds every event, and no address that it could load something from")
  void complete(Trace trace) throws JsonProcessingException {
    String page = TraceViewer.html(trace, "a title");
    assertThat(json(page).path("events").size()).isEqualTo(trace.events().size());
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "//www", " src=", "@import", "url(");
    assertThat(TraceViewer.html(trace, "a title")).isEqualTo(page);
  }

  @ParameterizedTest
  @MethodSource("stories")
  @DisplayName("The data of a page cannot end their element, nor be anything but ASCII")
  void escaped(Trace trace) {
    assertThat(data(TraceViewer.html(trace, "</script>")))
        .matches("[\\x20-\\x7e]*")
        .doesNotContain("<");
  }

  @Test
  @DisplayName("A longer trace than a page may hold keeps its end, and what still lasted then")
  void bounded() throws JsonProcessingException {
    Trace trace = Stories.splitBrain();
    String page = TraceViewer.html(trace, "", Duration.ZERO, 60, "");
    JsonNode data = json(page);
    assertThat(data.path("total").asInt()).isEqualTo(trace.events().size());
    int missing = data.path("first").asInt();
    assertThat(data.path("facts").asText())
        .endsWith("… " + missing + " earlier events are not in this page");
    assertThat(data.path("events").size())
        .isEqualTo(trace.events().size() - missing)
        .isGreaterThan(60);
    JsonNode end = json(TraceViewer.html(trace, "", Duration.ZERO, 5, ""));
    assertThat(end.path("events").toString())
        .contains("becomes leader of epoch 2")
        .doesNotContain("becomes leader of epoch 1", "FAULT");
    assertThat(data.path("events").toString())
        .contains("becomes leader of epoch 1", "FAULT partition");
  }

  @Test
  @DisplayName("A page opens at the moment that was asked for, or at the nearest there is")
  void moment() throws JsonProcessingException {
    Trace trace = Stories.splitBrain();
    JsonNode data = json(TraceViewer.html(trace, "", Duration.ofMillis(200)));
    int focus = data.path("focus").asInt();
    assertThat(trace.events().get(focus).atNanos()).isEqualTo(200_000_000);
    assertThat(trace.events().get(focus - 1).atNanos()).isLessThan(200_000_000);
    assertThat(
            json(TraceViewer.html(trace, "", Duration.ofDays(1))).path("focus").asInt())
        .isEqualTo(trace.events().size() - 1);
  }

  @Test
  @DisplayName("No resource leaves a gap of the page open")
  void filled() {
    String page = TraceViewer.html(Stories.failover(), "a title with {style}");
    assertThat(page).contains("<title>a title with {style}</title>");
    assertThat(Pattern.compile("script-src 'sha256-[^']{44}'\"").matcher(page).find())
        .isTrue();
  }
}
