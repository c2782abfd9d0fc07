package dev.understudy.explorer;

import dev.understudy.cluster.Envelope;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.sim.SimulationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each node does in each part when something happens to it: executed on a real node when it is
 * asked for the first time, in a fresh world in which the node's past is repeated, and remembered.
 */
final class Parts implements AutoCloseable {
  /** So many clusters are kept where a node was left. */
  private static final int MOST_WAITING = 100;

  private final Subject subject;
  private final boolean byFace;
  private final List<String> names;
  private final List<Part> openings = new ArrayList<>();
  private final List<Map<Part.Face, Part>> known = new ArrayList<>(); // of each node
  private final Map<Integer, Stage> waiting = new LinkedHashMap<>(); // by the part of the one node
  private int count;
  private long executed;

  Parts(Subject subject, Stage opened, boolean byFace) {
    this.subject = subject;
    this.byFace = byFace;
    names = opened.names();
    for (String name : names) {
      known.add(new LinkedHashMap<>());
      openings.add(part(known.size() - 1, face(opened, name), null, null));
    }
  }

  /** The nodes after the opening. */
  List<Part> openings() {
    return openings;
  }

  /** How many steps of a node were executed, repetitions of its past not counted. */
  long executed() {
    return executed;
  }

  /** What this node does when this happens to it. */
  Part.Move move(int node, Part part, Input input) {
    Part.Move move = part.moves.get(input);
    if (move == null) {
      move = execute(node, part, input);
      part.moves.put(input, move);
    }
    return move;
  }

  private Part.Move execute(int node, Part part, Input input) {
    executed++;
    String name = names.get(node);
    Stage stage = stageAt(name, part);
    List<Envelope> said = List.of();
    String broken = "";
    try {
      said = List.copyOf(stage.take(name, input));
    } catch (SimulationFailure failure) {
      broken = words(failure);
    }
    Part to = part(node, face(stage, name), part, input);
    leave(stage, to);
    return new Part.Move(to, said, broken);
  }

  /** A cluster in which this node is at this part: one that was left there, or a fresh one. */
  private Stage stageAt(String name, Part part) {
    Stage left = waiting.remove(part.number);
    if (left != null) {
      return left;
    }
    Stage stage = new Stage(subject);
    for (Input past : past(part)) {
      stage.take(name, past);
    }
    return stage;
  }

  /** Whoever goes on from there need not repeat the past. */
  private void leave(Stage stage, Part at) {
    Stage other = waiting.put(at.number, stage);
    if (other != null) {
      other.close();
    }
    if (waiting.size() > MOST_WAITING) {
      waiting.remove(waiting.keySet().iterator().next()).close();
    }
  }

  @Override
  public void close() {
    waiting.values().forEach(Stage::close);
    waiting.clear();
  }

  static String words(SimulationFailure failure) {
    return failure.getCause() instanceof InvariantBroken broken
        ? broken.getMessage()
        : failure.getMessage();
  }

  private static Iterable<Input> past(Part part) {
    Deque<Input> past = new ArrayDeque<>();
    for (Part at = part; at.before != null; at = at.before) {
      past.push(at.last);
    }
    return past;
  }

  private static Part.Face face(Stage stage, String name) {
    return new Part.Face(stage.situation(name), stage.calls(name), stage.returns(name));
  }

  private Part part(int node, Part.Face face, Part before, Input last) {
    if (!byFace) {
      return new Part(count++, face, before, last);
    }
    return known
        .get(node)
        .computeIfAbsent(face, newFace -> new Part(count++, newFace, before, last));
  }
}
