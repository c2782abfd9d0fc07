package dev.understudy.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node that does what it is told, so that tests can watch how it is done. */
public class Probe extends Node {
  /** What probes say to each other. */
  public sealed interface Message {
    /** A number to be kept. */
    record Keep(long number) implements Message {}

    /** The answer: it is kept. */
    record Kept(long number) implements Message {}

    /** To be answered at once. */
    record Ping(long number) implements Message {}

    /** The answer. */
    record Pong(long number) implements Message {}
  }

  /** The last number that was kept. */
  record Number(long number) {}

  /** What a probe has seen. */
  public record State(long kept, List<Long> log, List<String> heard) {}

  long kept; // durable, because it was promised
  List<Long> log = new ArrayList<>(); // durable
  final List<String> heard = new ArrayList<>(); // volatile: a diary
  int turns; // volatile

  @Override
  protected Handlers handlers() {
    return Handlers.of(Message.class)
        .on(Message.Keep.class, this::onKeep)
        .on(Message.Kept.class, (from, kept) -> heard.add("kept " + kept.number()))
        .on(Message.Ping.class, (from, ping) -> reply(new Message.Pong(ping.number())))
        .on(Message.Pong.class, (from, pong) -> heard.add("pong " + pong.number()));
  }

  @Override
  protected void onStart() {
    kept = load(Number.class).map(Number::number).orElse(0L);
    loadLog(Number.class).forEach(entry -> log.add(entry.number()));
  }

  void onKeep(String from, Message.Keep keep) {
    reply(new Message.Kept(keep.number())); // asked first, and yet it leaves last
    kept = keep.number();
    save(new Number(keep.number()));
    append(new Number(keep.number()));
    log.add(keep.number());
  }

  @Override
  protected void endOfTurn() {
    turns++;
  }

  @Override
  public State state() {
    return new State(kept, List.copyOf(log), List.copyOf(heard));
  }

  /** Asks another probe to keep a number; the future completes with what is known of it. */
  public Future<Outcome<Message.Kept>> keepAt(String other, long number) {
    return begin(promise -> ask(
        other,
        new Message.Keep(number),
        Duration.ofMillis(500),
        Message.Kept.class,
        promise::complete));
  }

  /** One round trip to another probe. */
  public Future<Outcome<Message.Pong>> ping(String other, long number) {
    return begin(promise -> ask(
        other,
        new Message.Ping(number),
        Duration.ofMillis(500),
        Message.Pong.class,
        promise::complete));
  }

  /** Sends without waiting for anything. */
  public Future<Void> tell(String other, long from, long to) {
    return begin(promise -> {
      for (long n = from; n <= to; n++) {
        send(other, new Message.Keep(n));
      }
      promise.complete();
    });
  }

  /** Sets a timer, sets it again, sets and cancels another; the diary tells what fired. */
  public Future<Void> timers() {
    return begin(promise -> {
      setTimer("again", Duration.ofMillis(5), () -> heard.add("first"));
      setTimer("again", Duration.ofMillis(15), () -> heard.add("second"));
      setTimer("cancelled", Duration.ofMillis(5), () -> heard.add("cancelled"));
      setTimer("end", Duration.ofMillis(40), promise::complete);
      cancelTimer("cancelled");
    });
  }

  /** A timer that would fire after so long. */
  public Future<Void> timer(Duration delay) {
    return begin(promise -> {
      setTimer("late", delay, () -> heard.add("late"));
      promise.complete();
    });
  }
}
