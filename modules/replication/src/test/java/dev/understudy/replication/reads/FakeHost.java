package dev.understudy.replication.reads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A replica as a test wants it: its one key holds the index of the last entry applied. */
final class FakeHost implements ReadHost {
  final List<Long> epochs = new ArrayList<>(); // of the entries, the first one first
  final List<Record> sent = new ArrayList<>();
  Duration now = Duration.ofSeconds(100);
  long applied;
  long committed;
  long base;
  long epoch = 1;
  String upstream = "";
  boolean isCounted = true;
  boolean mayVouch;
  List<String> others = List.of();
  private Duration due;
  private Runnable timer;

  /** Entries of these epochs, all of them applied and committed. */
  static FakeHost with(long... epochs) {
    FakeHost host = new FakeHost();
    for (long epoch : epochs) {
      host.add(epoch);
    }
    host.committed = epochs.length;
    return host;
  }

  /** One more entry, applied at once. */
  void add(long entryEpoch) {
    epochs.add(entryEpoch);
    applied = epochs.size();
    epoch = entryEpoch;
  }

  /** What was sent since this was asked for last. */
  List<Record> heard() {
    List<Record> heard = List.copyOf(sent);
    sent.clear();
    return heard;
  }

  /** Lets time pass, and the timer go off when it is due. */
  void pass(int millis) {
    Duration end = now.plusMillis(millis);
    while (timer != null && due.compareTo(end) <= 0) {
      now = due;
      Runnable action = timer;
      timer = null;
      action.run();
    }
    now = end;
  }

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public void send(String to, Record message) {
    sent.add(message);
  }

  @Override
  public void setTimer(String name, Duration delay, Runnable action) {
    due = now.plus(delay);
    timer = action;
  }

  @Override
  public long applied() {
    return applied;
  }

  @Override
  public long committed() {
    return committed;
  }

  @Override
  public long base() {
    return base;
  }

  @Override
  public long epochAt(long index) {
    if (index < base) {
      throw new IllegalArgumentException(index + " is before the base");
    }
    return index == 0 ? 0 : epochs.get((int) index - 1);
  }

  @Override
  public String get(String key) {
    return "" + applied;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public String leader() {
    return "athens";
  }

  @Override
  public String upstream() {
    return upstream;
  }

  @Override
  public boolean isCounted() {
    return isCounted;
  }

  @Override
  public boolean mayVouch() {
    return mayVouch;
  }

  @Override
  public List<String> others() {
    return others;
  }
}
