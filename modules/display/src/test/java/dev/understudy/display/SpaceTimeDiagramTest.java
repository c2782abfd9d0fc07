package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpaceTimeDiagramTest {

  static Stream<Trace> stories() {
    return Stream.of(
        Stories.replication(),
        Stories.failover(),
        Stories.splitBrain(),
        Stories.heartbeats(),
        Stories.dense(),
        Stories.odd(),
        new Trace(0, List.of(), 0));
  }

  @ParameterizedTest
  @MethodSource("stories")
  @DisplayName("A hosting page may strip styles, classes and ids: a picture has none to lose")
  void presentationAttributesOnly(Trace trace) {
    String svg = Display.diagram(trace, "a title").svg();
    assertThat(Xml.parse(svg).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg)
        .doesNotContain(
            " id=", "<style", "class=", " style=", "<defs", "<script", "NaN", "Infinity");
    assertThat(svg).contains("viewBox=", "<title>a title</title>");
  }

  @ParameterizedTest
  @MethodSource("stories")
  @DisplayName("Drawing twice gives the same bytes")
  void deterministic(Trace trace) {
    assertThat(Display.diagram(trace).svg()).isEqualTo(Display.diagram(trace).svg());
  }

  @Test
  @DisplayName("What a node or a message is called cannot break the picture")
  void escaping() {
    String svg = Display.diagram(Stories.odd(), "<b>\"R&D\"</b>").svg();
    assertThat(svg)
        .contains("&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;", "&lt;node&gt;", "c&#39;lient")
        .doesNotContain("<b>", "<node>");
  }

  @Test
  @DisplayName("An empty trace is a picture that says so")
  void empty() {
    SpaceTimeDiagram diagram = Display.diagram(new Trace(0, List.of(), 0), "Nothing yet");
    assertThat(diagram.svg()).contains("Nothing happened");
    assertThat(diagram.text()).isEqualTo("Nothing yet\nnothing happened");
  }

  @Test
  @DisplayName("A window in which nothing happened says so too")
  void emptyWindow() {
    DiagramOptions options =
        DiagramOptions.titled("").between(Duration.ofSeconds(100), Duration.ofSeconds(101));
    assertThat(Display.diagram(Stories.replication(), options).svg()).contains("Nothing happened");
  }

  @Test
  @DisplayName("A picture that was cut says how much is missing")
  void cut() {
    DiagramOptions options = DiagramOptions.titled("").atMost(40);
    String svg = Display.diagram(Stories.dense(), options).svg();
    assertThat(svg).containsPattern("… \\d+ events earlier").containsPattern("… \\d+ events later");
    assertThat(Display.diagram(Stories.dense()).svg())
        .doesNotContain("events earlier", "events later");
  }

  @Test
  @DisplayName("Heartbeats are counted where nothing else happened; the put among them is drawn")
  void folding() {
    String svg = Display.diagram(Stories.heartbeats()).svg();
    assertThat(svg).contains("196 × Heartbeat", "54 × Heartbeat lost", "Put(paw, left)");
  }

  @Test
  @DisplayName("What ticks on under another epoch is not counted with what ticked before")
  void foldingKeepsEpochsApart() {
    TraceBuilder trace = new TraceBuilder().nodes("a", "b");
    for (int tick = 0; tick < 40; tick++) {
      trace.message(50 * tick, 50 * tick + 1, "a", "b", new Stories.Word.Heartbeat(tick / 20, 0));
    }
    assertThat(Display.diagram(trace.build()).svg())
        .contains("Heartbeat(term 0, commit 0)", "Heartbeat(term 1, commit 0)")
        .contains("19 × Heartbeat")
        .doesNotContain("39 × Heartbeat");
  }

  @Test
  @DisplayName("After weeks of virtual time the labels of the axis still have room")
  void longTimes() {
    Trace trace =
        new TraceBuilder().nodes("a", "b").message(3e9, 3e9 + 1, "a", "b", "x").build();
    Xml.parse(Display.diagram(trace).svg());
    assertThat(Layout.of(Lanes.of(trace), Text.width("3000000.0010", 10), 900).axis())
        .isGreaterThan(Text.width("3000000.0010", 10) + 6);
    assertThat(Layout.of(Lanes.of(trace), 10, 900).axis()).isEqualTo(66);
    assertThat(
            AxisPainter.width(Composition.of(trace, DiagramOptions.titled("")).moments()))
        .isEqualTo(Text.width("3000000.0010", 10));
  }

  @Test
  @DisplayName("A long title is wrapped, so that the seed at its end is read too")
  void longTitle() {
    String title =
        "A follower puts the entries in their order, and applies what is committed, seed 42";
    String svg = Display.diagram(new TraceBuilder().nodes("a").build(), title).svg();
    assertThat(svg).contains("seed 42</text>");
    assertThat(Text.wrap("aaa bbb", 10, 1000, 3)).containsExactly("aaa bbb");
    assertThat(Text.wrap("aaa bbb ccc", 10, 30, 2))
        .hasSize(2)
        .startsWith("aaa")
        .last()
        .asString()
        .endsWith("…");
    assertThat(Text.wrap("", 10, 30, 2)).containsExactly("");
  }

  @Test
  @DisplayName("Every message is either drawn or counted, none is lost to folding")
  void foldingLosesNothing() {
    Trace trace = Stories.heartbeats();
    List<Scene.Message> all =
        new SceneReader(0, Long.MAX_VALUE, false).read(trace).messages();
    Composition drawn = Composition.of(trace, DiagramOptions.titled("").atMost(100_000));
    int counted = drawn.scene().folds().stream()
        .flatMap(fold -> Stream.of(fold.text().split("  ·  ")))
        .mapToInt(part -> Integer.parseInt(part.split(" ")[0].replace(",", "")))
        .sum();
    assertThat(drawn.scene().messages().size() + counted).isEqualTo(all.size());
  }

  @Test
  @DisplayName("A role taken before the window still colours the lane")
  void roleFromBefore() {
    DiagramOptions options =
        DiagramOptions.titled("").between(Duration.ofMillis(60), Duration.ofMillis(150));
    assertThat(Display.diagram(Stories.splitBrain(), options).svg())
        .contains("leader, epoch 1", Palette.ORANGE);
  }

  @Test
  @DisplayName("Timers are drawn only on request, and the legend names only what occurs")
  void legend() {
    String without = Display.diagram(Stories.splitBrain()).svg();
    String with = Display.diagram(
            Stories.splitBrain(), DiagramOptions.titled("").withTimers())
        .svg();
    assertThat(without).doesNotContain(">timer<").doesNotContain(">note<").contains(">partition<");
    assertThat(with).contains(">timer<");
  }

  @Test
  @DisplayName("A client that heard nothing is shown a question mark, not a failure")
  void unknown() {
    String svg = Display.diagram(Stories.failover()).svg();
    assertThat(svg).contains("outcome unknown", ">?</text>").doesNotContain("call failed");
  }

  @Test
  @DisplayName("What a cluster's own client says of its outcomes is understood")
  void outcomesOfOurClient() {
    Trace trace = new TraceBuilder()
        .clients("alice")
        .call(1, 2, "alice", 1, "a", true, new Outcome.Ok<>("x"))
        .call(3, 4, "alice", 2, "b", false, new Outcome.Unknown<>("no answer"))
        .call(5, 6, "alice", 3, "c", false, new Outcome.Fail<>("no answer"))
        .build();
    assertThat(new SceneReader(0, Long.MAX_VALUE, false).read(trace).calls())
        .extracting(Scene.Call::result)
        .containsExactly(Scene.Result.OK, Scene.Result.UNKNOWN, Scene.Result.FAIL);
  }

  @Test
  @DisplayName("Calls that overlap stand beside each other, the earliest on the lane")
  void slots() {
    List<Scene.Call> calls =
        new SceneReader(0, Long.MAX_VALUE, false).read(Stories.odd()).calls();
    assertThat(calls).extracting(Scene.Call::slot).containsExactly(0, 1);
    assertThat(calls)
        .extracting(Scene.Call::result)
        .containsExactly(Scene.Result.OPEN, Scene.Result.OK);
  }

  @Test
  @DisplayName("A trace that lost its starts still has all its lanes")
  void lanesWithoutStarts() {
    Trace part = Stories.splitBrain().between(Duration.ofMillis(60), Duration.ofMillis(235));
    assertThat(Lanes.of(part))
        .extracting(Scene.Lane::name)
        .containsExactlyInAnyOrder("athens", "byzantium", "cyrene", "bob");
    assertThat(Display.diagram(part).svg()).contains("leader, epoch 2");
  }

  @Test
  @DisplayName("A thousand messages draw within a second or so")
  void large() {
    TraceBuilder trace = new TraceBuilder().nodes("a", "b", "c");
    for (int i = 0; i < 1000; i++) {
      trace.message(i, i + 0.7, i % 2 == 0 ? "a" : "b", "c", "m" + i);
    }
    trace.fault(10, 20, FaultKind.LOSS, "");
    String svg =
        Display.diagram(trace.build(), DiagramOptions.titled("").atMost(10_000)).svg();
    Xml.parse(svg);
  }

  @Test
  @DisplayName("A notebook that knows nothing of us finds HTML with an image, and text")
  void bundle() {
    SpaceTimeDiagram diagram = Display.diagram(Stories.replication(), "two puts");
    assertThat(diagram.mimeBundle()).containsOnlyKeys("text/html", "text/plain");
    String html = diagram.mimeBundle().get("text/html");
    String data = html.substring(html.indexOf("base64,") + 7, html.lastIndexOf('"'));
    assertThat(Base64.getDecoder().decode(data))
        .asString(java.nio.charset.StandardCharsets.UTF_8)
        .isEqualTo(diagram.svg());
    assertThat(html).startsWith("<img alt=\"two puts\"");
    assertThat(diagram).hasToString(diagram.text());
  }

  @Test
  @DisplayName("The text form is the trace, 200 lines of it and a count of the rest")
  void text() {
    String[] lines = Display.diagram(Stories.heartbeats()).text().split("\n");
    assertThat(lines).hasSize(201);
    assertThat(lines[200]).matches("… [\\d,]+ more events");
  }

  @Test
  @DisplayName("Options that cannot be drawn are refused with the reason")
  void options() {
    DiagramOptions options = DiagramOptions.titled("");
    assertThatThrownBy(() -> options.withWidth(10)).hasMessageContaining("at least 320");
    assertThatThrownBy(() -> options.atMost(0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> options.between(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("from <= to");
  }
}
