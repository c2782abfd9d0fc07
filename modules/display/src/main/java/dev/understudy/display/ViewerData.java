package dev.understudy.display;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.cluster.trace.TraceEvent.Delivered;
import dev.understudy.cluster.trace.TraceEvent.Dropped;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.cluster.trace.TraceEvent.RoleChanged;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import dev.understudy.display.Scene.Lane;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the page of a {@link TraceViewer} knows. An event is an array: when, which kind, on which
 * lane, its text (of a message: which of the {@code bodies}), then what pairs it with others:
 *
 * <pre>
 * a message   id, the other lane, why it was lost
 * a role      the role, its epoch
 * a fault     its number, its kind, the lanes it touches
 * a call      its number; if it ended, whether it was acknowledged, and its result
 * </pre>
 */
final class ViewerData {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final int SHORT = 90;

  private final Trace trace;
  private final Duration moment;
  private final List<TraceEvent> kept;
  private final List<Lane> lanes;
  private final Map<String, Integer> laneNumbers = new TreeMap<>();
  private final Map<String, Integer> bodies = new LinkedHashMap<>();

  ViewerData(Trace trace, int mostEvents, Duration moment) {
    this.trace = trace;
    this.kept = kept(trace.events(), mostEvents);
    this.moment = moment;
    this.lanes = Lanes.of(trace);
    lanes.forEach(lane -> laneNumbers.put(lane.name(), laneNumbers.size()));
  }

  /** The last events, behind what began before them and still lasted when they began. */
  private static List<TraceEvent> kept(List<TraceEvent> all, int most) {
    int cut = Math.max(0, all.size() - most);
    Map<String, TraceEvent> lasting = new LinkedHashMap<>();
    for (TraceEvent event : all.subList(0, cut)) {
      if (event instanceof RoleChanged) {
        lasting.remove("role " + event.where());
        lasting.put("role " + event.where(), event);
      } else if (event instanceof FaultBegan began) {
        lasting.put("fault " + began.fault(), event);
      } else if (event instanceof FaultEnded ended) {
        lasting.remove("fault " + ended.fault());
      }
    }
    List<TraceEvent> kept = new ArrayList<>(lasting.values());
    kept.addAll(all.subList(cut, all.size()));
    return kept;
  }

  /** One JSON object, in ASCII and without {@code <}, so that it may stand within a page. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      int first = trace.events().size() - kept.size();
      json.writeStringField("facts", facts(first));
      json.writeNumberField("total", trace.events().size());
      json.writeNumberField("first", first);
      json.writeNumberField("focus", focus());
      writeLooks(json);
      json.writeArrayFieldStart("lanes");
      for (Lane lane : lanes) {
        json.writeStartArray();
        json.writeString(lane.name());
        json.writeBoolean(lane.client());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("events");
      for (TraceEvent event : kept) {
        write(json, event);
      }
      json.writeEndArray();
      writeBodies(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing into memory failed", impossible);
    }
    return text.toString().replace("<", "\\u003c");
  }

  /** The first event at or after the moment, or the last one of all. */
  private int focus() {
    int at = 0;
    while (at < kept.size() - 1 && kept.get(at).atNanos() < moment.toNanos()) {
      at++;
    }
    return at;
  }

  private String facts(int missing) {
    return (trace.seed() == 0 ? "" : "seed " + trace.seed() + "  ·  ")
        + Text.number(trace.events().size()) + " events"
        + (missing > 0
            ? "  ·  … " + Text.number(missing) + " earlier events are not in this page"
            : "");
  }

  private void writeLooks(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("roles");
    for (String role : roles()) {
      json.writeObjectFieldStart(role);
      json.writeStringField("colour", Palette.role(role));
      json.writeBooleanField("leads", Palette.isLeading(role));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("faults");
    for (FaultKind kind : FaultKind.values()) {
      json.writeObjectFieldStart(kind.name());
      json.writeStringField("colour", FaultPainter.colour(kind));
      json.writeBooleanField("narrow", FaultPainter.isNarrow(kind));
      json.writeBooleanField("stops", kind == FaultKind.CRASH);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeStringField("ink", Palette.INK);
    json.writeArrayFieldStart("epochs");
    for (int epoch = 0; epoch < Palette.EPOCHS; epoch++) {
      json.writeStartObject();
      json.writeStringField("colour", Palette.epoch(epoch));
      json.writeStringField("dashes", Palette.dashes(epoch));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("results");
    for (Scene.Result result : Scene.Result.values()) {
      json.writeStringField(result.name(), CallPainter.colour(result));
    }
    json.writeEndObject();
  }

  private Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    kept.stream()
        .filter(RoleChanged.class::isInstance)
        .forEach(event -> roles.add(((RoleChanged) event).role()));
    return roles;
  }

  private void write(JsonGenerator json, TraceEvent event) throws IOException {
    json.writeStartArray();
    json.writeNumber(event.atNanos());
    json.writeString(event.getClass().getSimpleName());
    json.writeNumber(lane(event.where()));
    if (event instanceof Sent e) {
      writeMessage(json, e.message(), e.id(), e.to());
    } else if (event instanceof Delivered e) {
      writeMessage(json, e.message(), e.id(), e.from());
    } else if (event instanceof Dropped e) {
      writeMessage(json, e.message(), e.id(), e.from());
      json.writeString(e.reason());
    } else {
      json.writeString(event.text());
      writePairing(json, event);
    }
    json.writeEndArray();
  }

  private void writeMessage(JsonGenerator json, Object message, long id, String other)
      throws IOException {
    String body = String.valueOf(message);
    bodies.putIfAbsent(body, bodies.size());
    json.writeNumber(bodies.get(body));
    json.writeNumber(id);
    json.writeNumber(lane(other));
  }

  private void writePairing(JsonGenerator json, TraceEvent event) throws IOException {
    if (event instanceof RoleChanged e) {
      json.writeString(e.role());
      json.writeNumber(e.epoch());
    } else if (event instanceof FaultBegan e) {
      writeFault(json, e.fault(), e.kind(), e.nodes());
    } else if (event instanceof FaultEnded e) {
      writeFault(json, e.fault(), e.kind(), e.nodes());
    } else if (event instanceof ClientCalled e) {
      json.writeNumber(e.call());
    } else if (event instanceof ClientReturned e) {
      json.writeNumber(e.call());
      json.writeBoolean(e.ok());
      json.writeString(SceneReader.result(e).name());
    }
  }

  private void writeFault(JsonGenerator json, long fault, FaultKind kind, List<String> touched)
      throws IOException {
    json.writeNumber(fault);
    json.writeString(kind.name());
    json.writeStartArray();
    for (String node : touched) {
      json.writeNumber(lane(node));
    }
    json.writeEndArray();
  }

  /** Each text of a message once: whole, its type, and short. */
  private void writeBodies(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("bodies");
    for (String body : bodies.keySet()) {
      json.writeStartArray();
      json.writeString(body);
      json.writeString(ShortText.type(body));
      json.writeString(ShortText.of(body, SHORT));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private int lane(String name) {
    return laneNumbers.getOrDefault(name, -1);
  }
}
