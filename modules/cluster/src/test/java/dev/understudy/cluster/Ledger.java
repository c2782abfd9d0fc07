package dev.understudy.cluster;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A node that keeps amounts and shortens its log when it is told to: the snapshot is their sums. */
public class Ledger extends Node {
  /** What a ledger is told. */
  public sealed interface Message {
    /** An amount to be kept. */
    record Keep(long amount) implements Message {}

    /** The answer: it is kept. */
    record Kept(long sum) implements Message {}

    /** Another ledger's sum, which replaces everything. */
    record Install(long index, long sum) implements Message {}
  }

  record Amount(long amount) {}

  /** A part of the sum of all amounts that a snapshot stands for. */
  record Part(long sum) {}

  record Owner(String name) {}

  /** What a ledger has. */
  public record State(long start, long last, long sum, String owner) {}

  private long start; // durable
  private long last; // durable
  private long sum; // durable
  private String owner = ""; // durable

  @Override
  protected Handlers handlers() {
    return Handlers.of(Message.class)
        .on(Message.Keep.class, (from, keep) -> {
          keep(keep.amount());
          reply(new Message.Kept(sum));
        })
        .on(Message.Kept.class, (from, kept) -> {})
        .on(Message.Install.class, (from, install) -> {
          replaceLog(install.index(), parts(install.sum()));
          start = install.index();
          last = install.index();
          sum = install.sum();
          reply(new Message.Kept(sum));
        });
  }

  @Override
  protected void onStart() {
    start = logStart();
    List<Amount> amounts = loadLog(Amount.class);
    last = start + amounts.size();
    sum = loadSnapshot(Part.class).stream().mapToLong(Part::sum).sum()
        + amounts.stream().mapToLong(Amount::amount).sum();
    owner = load(Owner.class).map(Owner::name).orElse("");
  }

  private void keep(long amount) {
    append(new Amount(amount));
    last++;
    sum += amount;
  }

  private static List<Part> parts(long sum) {
    List<Part> parts = new ArrayList<>();
    long left = sum;
    for (int i = 0; i < 3; i++) {
      parts.add(new Part(left / 2));
      left -= left / 2;
    }
    parts.add(new Part(left));
    return parts;
  }

  @Override
  public State state() {
    return new State(start, last, sum, owner);
  }

  /** Keeps these amounts and an owner in one turn. */
  Future<Void> keepAll(String newOwner, long... amounts) {
    return begin(promise -> {
      owner = newOwner;
      save(new Owner(owner));
      for (long amount : amounts) {
        keep(amount);
      }
      promise.complete();
    });
  }

  /** Lets the sum stand for all amounts so far; completes with whether that was begun. */
  Future<Boolean> compact() {
    return begin(promise -> {
      boolean isBegun = compactLog(last, parts(sum));
      start = isBegun ? last : start;
      promise.complete(isBegun);
    });
  }

  /** Takes back the last amount, which is this. */
  Future<Void> takeBack(long amount) {
    return begin(promise -> {
      truncateLog(last - 1);
      last--;
      sum -= amount;
      promise.complete();
    });
  }

  /** Tells another ledger to take over this sum, and does not wait. */
  Future<Void> install(String other) {
    return begin(promise -> {
      send(other, new Message.Install(last, sum));
      promise.complete();
    });
  }

  /** Loads something at another time than the start. */
  Future<Boolean> loadLate() {
    return begin(promise -> {
      try {
        promise.complete(loadLog(Amount.class).isEmpty());
      } catch (IllegalStateException refused) {
        promise.fail(refused);
      }
    });
  }
}
