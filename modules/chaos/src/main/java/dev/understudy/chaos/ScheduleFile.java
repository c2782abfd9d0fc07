package dev.understudy.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cluster.RecordCodec;
import dev.understudy.cluster.fault.Fault;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Schedules as text: one JSON object a line, the first about the whole, each other one a step. The
 * text of a schedule is read again as a schedule that equals it.
 */
public final class ScheduleFile {
  /** The version of the format, as the first line of a file says it. */
  public static final String SCHEMA = "understudy-schedule-1";

  /** The longest text that is read, in characters, and the most steps. */
  public static final int MOST_CHARACTERS = 16 << 20;

  private static final int MOST_STEPS = 100_000;
  private static final int MOST_SHOWN = 40;
  private static final String BYTE_ORDER_MARK = "\uFEFF"; // some editors begin every text with it

  private record FirstLine(
      String schema,
      String subject,
      long seed,
      List<String> nodes,
      Duration length,
      List<Fault> forGood) {}

  private record BreakLine(Duration at, Fault fault, Duration lasting) {}

  private record ActLine(Duration at, JsonNode act) {}

  private final RecordCodec codec = new RecordCodec();
  private final ObjectMapper mapper = new ObjectMapper(
      JsonFactory.builder().build().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  /** The schedule of this subject as text. */
  public String write(Subject subject, Schedule schedule) {
    StringBuilder lines = new StringBuilder();
    lines.append(codec.encode(new FirstLine(
        SCHEMA,
        schedule.subject(),
        schedule.seed(),
        schedule.nodes(),
        schedule.length(),
        schedule.forGood())));
    for (Step step : schedule.steps()) {
      lines.append('\n').append(line(subject, step));
    }
    return lines.append('\n').toString();
  }

  private Buffer line(Subject subject, Step step) {
    if (step instanceof Step.Act act) {
      String json = codec.encode(act.act(), subject.acts()).toString();
      try {
        return codec.encode(new ActLine(act.at(), mapper.readTree(json)));
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("what was written cannot be read: " + json, impossible);
      }
    }
    Step.Break breaking = (Step.Break) step;
    return codec.encode(new BreakLine(breaking.at(), breaking.fault(), breaking.lasting()));
  }

  /**
   * Reads a schedule; a byte order mark before it does no harm.
   *
   * @param subjects finds a subject by its name
   * @throws IllegalArgumentException if the text is no schedule; says in one line which line of it is
   *     wrong, and what is wrong with it
   */
  public Schedule read(String text, Function<String, Optional<Subject>> subjects) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("a schedule has at most " + MOST_CHARACTERS
          + " characters, and this text has " + text.length());
    }
    List<String> lines =
        (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
    if (lines.isEmpty() || lines.size() > MOST_STEPS + 1) {
      throw new IllegalArgumentException("a schedule has a line about the whole and up to "
          + MOST_STEPS + " steps, and this text has " + lines.size() + " lines");
    }
    FirstLine head = at(1, () -> head(lines.get(0)));
    Subject subject = at(
        1,
        () -> subjects
            .apply(head.subject())
            .orElseThrow(() ->
                new IllegalArgumentException("there is no subject '" + head.subject() + "'")));
    at(1, () -> {
      checkNodes(head.nodes(), subject);
      return null;
    });
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      steps.add(at(i + 1, () -> checked(step(line, subject), head.nodes(), subject)));
    }
    return at(
        1,
        () -> new Schedule(
            head.subject(), head.seed(), head.nodes(), head.length(), head.forGood(), steps));
  }

  private static void checkNodes(List<String> nodes, Subject subject) {
    for (String node : nodes) {
      if (!subject.names().contains(node)) {
        throw new IllegalArgumentException("'" + node + "' is no node of " + subject.name());
      }
    }
    if (nodes.stream().distinct().count() < nodes.size()) {
      throw new IllegalArgumentException("a node stands in it twice");
    }
  }

  private static Step checked(Step step, List<String> nodes, Subject subject) {
    if (step instanceof Step.Break breaking) {
      for (String name : breaking.fault().nodes()) {
        if (!nodes.contains(name) && !subject.bystanders().contains(name)) {
          throw new IllegalArgumentException("there is no '" + name + "' in this run");
        }
      }
      checkType(MessageTypes.only(breaking.fault()), subject);
    }
    return step;
  }

  private static void checkType(String type, Subject subject) {
    List<String> types = MessageTypes.of(subject.messages());
    if (!type.isEmpty() && !types.isEmpty() && !types.contains(type)) {
      throw new IllegalArgumentException("no message of " + subject.name() + " is a '" + type
          + "', only " + String.join(", ", types));
    }
  }

  private FirstLine head(String line) {
    String schema = tree(line).path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          "its schema is '" + schema + "', and only " + SCHEMA + " can be read");
    }
    FirstLine head = codec.decode(Buffer.buffer(line), FirstLine.class);
    present(head.subject(), "subject");
    present(head.length(), "length");
    present(head.nodes(), "nodes").forEach(node -> present(node, "nodes"));
    present(head.forGood(), "forGood").forEach(fault -> present(fault, "forGood"));
    return head;
  }

  private Step step(String line, Subject subject) {
    if (tree(line).has("act")) {
      ActLine act = codec.decode(Buffer.buffer(line), ActLine.class);
      present(act.act().isNull() ? null : act.act(), "act");
      Object read = codec.decode(Buffer.buffer(act.act().toString()), subject.acts());
      return new Step.Act(present(act.at(), "at"), (Record) read);
    }
    BreakLine breaking = codec.decode(Buffer.buffer(line), BreakLine.class);
    return new Step.Break(
        present(breaking.at(), "at"), present(breaking.fault(), "fault"), breaking.lasting());
  }

  private JsonNode tree(String line) {
    JsonNode tree;
    try {
      tree = mapper.readTree(line);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(WrongLine.noJson(wrong), wrong);
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException("expected an object such as"
          + " {\"at\":\"PT0.1S\",\"fault\":{\"Isolate\":{\"node\":\"athens\"}},\"lasting\":null} but found '"
          + line.substring(0, Math.min(line.length(), MOST_SHOWN)) + "'");
    }
    return tree;
  }

  private static <T> T present(T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException("'" + field + "' is null");
    }
    return value;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read();
  }

  private static <T> T at(int line, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("line " + line + ": " + WrongLine.words(wrong), wrong);
    }
  }
}
