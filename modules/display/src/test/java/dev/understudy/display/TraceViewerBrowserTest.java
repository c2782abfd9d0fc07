package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cluster.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser: each test adds a script that uses it as a reader does, and reports. */
@Tag("browser")
class TraceViewerBrowserTest {
  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"result\">(.*?)</pre>", Pattern.DOTALL);

  private static final String HANDS = """
      const seen = {};
      const press = (...keys) => keys.forEach((key) => scroller.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
      const type = (text) => { byId('search').value = text; byId('search').dispatchEvent(new Event('input')); };
      const box = (where, text) => [...document.querySelectorAll('#' + where + ' label')].find((label) => label.textContent.trim().startsWith(text)).firstChild;
      const says = () => byId('says').textContent;
      %s
      const out = document.createElement('pre');
      out.id = 'result';
      out.textContent = JSON.stringify(seen);
      document.body.append(out);
      """;

  @TempDir
  Path folder;

  private JsonNode use(String page, String... options) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "page", ".html"), page);
    Matcher result = RESULT.matcher(Chromium.open(file, folder, options));
    assertThat(result.find()).as("the scripts of the page ran to their end").isTrue();
    String json = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return JsonMapper.builder().build().readTree(json);
  }

  private JsonNode use(Trace trace, String script) throws Exception {
    return use(TraceViewer.html(
        trace, "a trace", Duration.ZERO, TraceViewer.MOST_EVENTS, HANDS.formatted(script)));
  }

  @Test
  @DisplayName("Keys step through the events, to the ends, and to what is worth a look")
  void keys() throws Exception {
    JsonNode seen = use(Stories.splitBrain(), """
        press('Home', 'j', 'ArrowDown', 'k'); seen.second = chosen;
        press('End'); seen.last = chosen; seen.all = events.length;
        press('Home', ']', ']', ']', ']'); seen.fault = says();
        press('p'); seen.end = says();
        press('['); seen.back = events[chosen][KIND];
        """);
    assertThat(seen.path("second").asInt()).isEqualTo(1);
    assertThat(seen.path("last").asInt()).isEqualTo(seen.path("all").asInt() - 1);
    assertThat(seen.path("fault").asText()).contains("FAULT partition begins");
    assertThat(seen.path("end").asText()).contains("FAULT partition ends");
    assertThat(seen.path("back").asText()).isEqualTo("FaultBegan");
  }

  @Test
  @DisplayName("A click on a message shows its record, and a button leads to its other end")
  void click() throws Exception {
    JsonNode seen = use(Stories.splitBrain(), """
        const at = events.findIndex((event) => event[KIND] === 'Sent' && typeOf(event) === 'Append');
        choose(0);
        document.querySelector('[data-position="' + at + '"]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
        seen.record = detail.querySelector('pre').textContent;
        seen.title = detail.querySelector('h2').textContent;
        detail.querySelector('button').click();
        seen.other = detail.querySelector('h2').textContent;
        seen.same = events[chosen][ID] === events[at][ID];
        seen.moment = detail.textContent;
        """);
    assertThat(seen.path("title").asText()).isEqualTo("Sent, athens");
    assertThat(seen.path("record").asText()).startsWith("Append[\n  term=1,\n");
    assertThat(seen.path("other").asText()).isEqualTo("Delivered, byzantium");
    assertThat(seen.path("same").asBoolean()).isTrue();
    assertThat(seen.path("moment").asText()).contains("leader, epoch 1");
  }

  @Test
  @DisplayName("Lanes, kinds and types of messages can be hidden and come back")
  void filters() throws Exception {
    JsonNode seen = use(Stories.heartbeats(), """
        seen.all = rows.length;
        box('types', 'Heartbeat').click(); seen.without = rows.filter((p) => typeOf(events[p]) === 'Heartbeat').length;
        box('kinds', 'Delivered').click(); seen.kinds = [...new Set(rows.map((p) => events[p][KIND]))];
        box('lanes', 'ephesus').click(); seen.names = names.textContent; seen.lanes = [...new Set(rows.map((p) => laneName(events[p][LANE])))];
        press('Escape'); seen.again = rows.length;
        """);
    assertThat(seen.path("without").asInt()).isZero();
    assertThat(seen.path("kinds").toString()).contains("Sent").doesNotContain("Delivered");
    assertThat(seen.path("names").asText()).contains("delphi").doesNotContain("ephesus");
    assertThat(seen.path("lanes").toString()).doesNotContain("ephesus");
    assertThat(seen.path("again").asInt()).isEqualTo(seen.path("all").asInt()).isPositive();
  }

  @Test
  @DisplayName("Search counts what it finds, steps through it, and can hide the rest")
  void search() throws Exception {
    JsonNode seen = use(Stories.splitBrain(), """
        type('requestVOTE'); seen.found = byId('found').textContent;
        press('n'); seen.first = says(); press('n', 'N'); seen.again = says();
        byId('only').click(); seen.rows = rows.length;
        type('nobody says this'); seen.none = svg.textContent;
        """);
    assertThat(seen.path("found").asText()).startsWith("4 events found");
    assertThat(seen.path("first").asText()).contains("RequestVote");
    assertThat(seen.path("again")).isEqualTo(seen.path("first"));
    assertThat(seen.path("rows").asInt()).isEqualTo(4);
    assertThat(seen.path("none").asText()).contains("Nothing is left");
  }

  @Test
  @DisplayName("Whatever a node, a message or a title is called, it stays text")
  void hostileNames() throws Exception {
    String evil =
        "</script><script>window.hacked = 1</script><img src=x onerror=hacked=1>'\"\u2028]]>";
    Trace trace = new TraceBuilder()
        .nodes(evil, "__proto__")
        .role(1, "__proto__", "__proto__", -3)
        .role(1, evil, evil, Long.MAX_VALUE)
        .message(2, 3, evil, "__proto__", evil)
        .note(4, evil, evil)
        .build();
    JsonNode seen = use(TraceViewer.html(
        trace, evil, Duration.ZERO, TraceViewer.MOST_EVENTS, HANDS.formatted("""
                press('End', 'p', 'Home', '?');
                seen.hacked = window.hacked === undefined ? 'no' : 'yes';
                seen.scripts = document.scripts.length;
                seen.images = document.images.length;
                seen.title = document.title;
                seen.lane = lanes[0][0];
                """)));
    assertThat(seen.path("hacked").asText()).isEqualTo("no");
    assertThat(seen.path("scripts").asInt()).isEqualTo(3);
    assertThat(seen.path("images").asInt()).isZero();
    assertThat(seen.path("lane").asText()).isEqualTo(evil);
    assertThat(seen.path("title").asText()).contains("<script>window.hacked");
  }

  @Test
  @DisplayName("Of a hundred thousand events only those on the screen are drawn")
  void manyEvents() throws Exception {
    TraceBuilder trace =
        new TraceBuilder().nodes("athens", "byzantium", "cyrene").clients("alice");
    for (int i = 0; i < 50_000; i++) {
      trace.message(i, i + 0.7, i % 2 == 0 ? "athens" : "byzantium", "cyrene", "m" + i);
    }
    JsonNode seen = use(trace.build(), """
        seen.events = events.length;
        press('End'); seen.last = says(); seen.nodes = document.getElementsByTagName('*').length;
        scrub.value = 50000; scrub.dispatchEvent(new Event('input')); seen.middle = rowOf[chosen];
        type('m4999'); seen.found = found;
        """);
    assertThat(seen.path("events").asInt()).isEqualTo(100_004);
    assertThat(seen.path("last").asText()).contains("m49999");
    assertThat(seen.path("nodes").asInt()).isBetween(100, 2000);
    assertThat(seen.path("middle").asInt()).isEqualTo(50_000);
    assertThat(seen.path("found").asInt()).isEqualTo(22);
  }

  @Test
  @DisplayName(
      "A page loads nothing and breaks no rule of its own policy, whatever one does with it")
  void alone() throws Exception {
    JsonNode seen = use(Stories.failover(), """
        seen.broken = 0;
        document.addEventListener('securitypolicyviolation', () => { seen.broken++; });
        press('End', 'p', '[', 'Home', '?', '/'); type('put');
        seen.loaded = performance.getEntriesByType('resource').length;
        """);
    assertThat(seen.path("loaded").asInt()).isZero();
    assertThat(seen.path("broken").asInt()).isZero();
  }

  @Test
  @DisplayName("The page is as dark or light as the reader's system")
  void darkAndLight() throws Exception {
    String page = TraceViewer.html(
        Stories.failover(),
        "",
        Duration.ZERO,
        TraceViewer.MOST_EVENTS,
        HANDS.formatted("seen.paper = getComputedStyle(document.body).backgroundColor;"));
    String light =
        use(page, "--blink-settings=preferredColorScheme=1").path("paper").asText();
    String dark =
        use(page, "--blink-settings=preferredColorScheme=0").path("paper").asText();
    assertThat(List.of(light, dark)).containsExactly("rgb(255, 255, 255)", "rgb(20, 25, 28)");
  }

  @Test
  @DisplayName("An empty trace is a page that says so")
  void empty() throws Exception {
    JsonNode seen = use(
        new Trace(0, List.of(), 0), "press('j', 'End', 'p', ']'); seen.text = detail.textContent;");
    assertThat(seen.path("text").asText()).contains("Nothing happened");
  }
}
