package dev.understudy.explorer;

import dev.understudy.cluster.Envelope;
import dev.understudy.cluster.Situation;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole cluster between two steps: its nodes, the messages under way, and how much of the bounds
 * is used. It also knows the step that led here, and from where.
 */
final class State implements Moment {
  /** What is the same in all states of a search. */
  record Cast(List<String> names, int members) {
    int of(String name) {
      return names.indexOf(name);
    }
  }

  /** How much of the bounds a path has used, and how many acts of the script. */
  record Used(int drops, int crashes, int timers, int acts) {
    static final Used NOTHING = new Used(0, 0, 0, 0);

    int faults() {
      return drops + crashes + timers;
    }

    Used drop() {
      return new Used(drops + 1, crashes, timers, acts);
    }

    Used crash() {
      return new Used(drops, crashes + 1, timers, acts);
    }

    Used timer() {
      return new Used(drops, crashes, timers + 1, acts);
    }

    Used act() {
      return new Used(drops, crashes, timers, acts + 1);
    }
  }

  final Cast cast;
  final Part[] parts;

  /** The messages under way, link by link, in the order in which they were sent. */
  final Letter[] letters;

  final Used used;
  final long nowNanos;
  final State before;
  final Choice by;

  State(
      Cast cast,
      Part[] parts,
      Letter[] letters,
      Used used,
      long nowNanos,
      State before,
      Choice by) {
    this.cast = cast;
    this.parts = parts;
    this.letters = letters;
    this.used = used;
    this.nowNanos = nowNanos;
    this.before = before;
    this.by = by;
  }

  /** The choices that lead here, first to last. */
  List<Choice> path() {
    List<Choice> path = new ArrayList<>();
    for (State at = this; at.before != null; at = at.before) {
      path.add(0, at.by);
    }
    return path;
  }

  /** True if a disk is at work somewhere. */
  boolean isFlushing() {
    for (Part part : parts) {
      if (part.isFlushing) {
        return true;
      }
    }
    return false;
  }

  /** The first of two numbers that tell this state from others. */
  long hash(long salt) {
    long hash = mix(salt, used.drops() | (long) used.crashes() << 16 | (long) used.timers() << 32);
    hash = mix(hash, used.acts());
    hash = mix(hash, nowNanos);
    hash = mix(hash, hashOfParts(salt));
    for (Letter letter : letters) {
      hash = mix(hash, letter.number());
    }
    return hash;
  }

  /** The same for the nodes alone. */
  long hashOfParts(long salt) {
    long hash = salt;
    for (Part part : parts) {
      hash = mix(hash, part.number);
    }
    return hash;
  }

  private static long mix(long hash, long next) {
    long mixed = (hash ^ next) * 0x9E3779B97F4A7C15L + 0xD1B54A32D192ED03L;
    mixed = (mixed ^ mixed >>> 32) * 0xBF58476D1CE4E5B9L;
    return mixed ^ mixed >>> 29;
  }

  @Override
  public List<String> names() {
    return cast.names();
  }

  @Override
  public Situation situation(String name) {
    return parts[cast.of(name)].face.situation();
  }

  @Override
  public List<ClientCalled> calls(String client) {
    return parts[cast.of(client)].face.calls();
  }

  @Override
  public List<ClientReturned> returns(String client) {
    return parts[cast.of(client)].face.returns();
  }

  /**
   * A message under way.
   *
   * @param number which content this is, among all of a search
   * @param link its link as a number; letters are kept in this order
   * @param envelope what is under way; ids that nobody waits for are 0
   */
  record Letter(int number, int link, Envelope envelope) {}
}
