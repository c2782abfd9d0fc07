package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a turn of a node asked to be said; nobody hears it before the turn is durable. Volatile: what a
 * crash interrupts was promised to nobody.
 */
final class Outbox {
  private final Node node;
  private final List<Envelope> envelopes = new ArrayList<>();
  private final List<Envelope> early = new ArrayList<>(); // to be said before the flush
  private final List<Record> forResident = new ArrayList<>();
  private final List<Runnable> whenDurable = new ArrayList<>();
  private final Map<String, String> addresses = new TreeMap<>(); // of those spoken to, by name
  private MessageIds ids;

  Outbox(Node node, MessageIds ids) {
    this.node = node;
    this.ids = ids;
  }

  /** From now on ids are counted by this. */
  void countOn(MessageIds newIds) {
    ids = newIds;
  }

  /** The messages that are still to be said. */
  List<Envelope> envelopes() {
    return List.copyOf(envelopes);
  }

  /** Puts a message here. */
  void post(String to, long answers, Record message) {
    if (node.resident().isCalled(to)) {
      forResident.add(message);
      return;
    }
    envelopes.add(new Envelope(ids.said().incrementAndGet(), node.self(), to, answers, message));
  }

  /** Puts a message here to which an answer is awaited. */
  Envelope question(String to, Record message) {
    Envelope question = new Envelope(ids.asked().incrementAndGet(), node.self(), to, 0, message);
    envelopes.add(question);
    return question;
  }

  /** Puts a message here that is said before the turn is durable. */
  void postEarly(String to, long answers, Record message) {
    early.add(new Envelope(ids.said().incrementAndGet(), node.self(), to, answers, message));
  }

  /** To be done when this turn is durable, after its messages have left. */
  void whenDurable(Runnable action) {
    whenDurable.add(action);
  }

  /** Says what was to be said before the flush. */
  void speakEarly() {
    say(early);
  }

  private void say(List<Envelope> said) {
    for (Envelope envelope : said) {
      node.pass(Point.BEFORE_SEND);
      if (node.isTraced()) {
        node.recorder()
            .sent(node.at(), envelope.id(), envelope.from(), envelope.to(), envelope.message());
      }
      node.transmit(addresses.computeIfAbsent(envelope.to(), Node::address), envelope);
      node.pass(Point.AFTER_SEND);
    }
    said.clear();
  }

  /** Says what the turn asked to be said, now that it is durable. */
  void speak() {
    say(envelopes);
    if (!forResident.isEmpty()) {
      List<Record> heard = new ArrayList<>(forResident);
      forResident.clear();
      heard.forEach(node.resident()::hear);
    }
    if (!whenDurable.isEmpty()) {
      List<Runnable> due = new ArrayList<>(whenDurable);
      whenDurable.clear();
      due.forEach(Runnable::run);
    }
  }
}
