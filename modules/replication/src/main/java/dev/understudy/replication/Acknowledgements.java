package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Done;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers of a leader that may not be told yet: each waits until its entry is as safe as it was to
 * be. All that wish the same wait in one line, in the order of the log.
 */
final class Acknowledgements {
  /** An answer that waits, for those who watch from outside; without a wish it waits for the mode. */
  record State(String wish, long index, String client, long sequence) {}

  private record Waiting(long index, String client, Done answer) {}

  /** Who is told what. */
  interface Teller {
    void send(String client, Done answer);
  }

  private final ArrayDeque<Waiting> byMode = new ArrayDeque<>();
  private final List<ArrayDeque<Waiting>> byWish = new ArrayList<>();
  private int wished;

  Acknowledgements() {
    Durability.all().forEach(wish -> byWish.add(new ArrayDeque<>()));
  }

  /** How many answers wait. */
  int waiting() {
    return byMode.size() + wished;
  }

  /** What is waited for beside what the mode says. */
  List<Durability> wishes() {
    return wished == 0
        ? List.of()
        : Durability.all().stream().filter(wish -> !line(wish).isEmpty()).toList();
  }

  /** An answer is to wait; for what the mode says if the wish is null. */
  void add(long index, String client, Done answer, Durability wish) {
    line(wish).add(new Waiting(index, client, answer));
    wished += wish == null ? 0 : 1;
  }

  /**
   * Tells those that wait for this, and whose entry is not beyond the index.
   *
   * @return how many of the entries are beyond {@code shared}
   */
  int tell(Durability wish, long index, long shared, Teller teller) {
    ArrayDeque<Waiting> line = line(wish);
    int alone = 0;
    while (!line.isEmpty() && line.peek().index() <= index) {
      Waiting next = line.poll();
      wished -= wish == null ? 0 : 1;
      alone += next.index() > shared ? 1 : 0;
      teller.send(next.client(), next.answer());
    }
    return alone;
  }

  private ArrayDeque<Waiting> line(Durability wish) {
    return wish == null ? byMode : byWish.get(wish.number());
  }

  List<State> state() {
    List<State> all = new ArrayList<>();
    addTo(all, byMode, "");
    wishes().forEach(wish -> addTo(all, line(wish), wish.wish()));
    return List.copyOf(all);
  }

  private static void addTo(List<State> all, Iterable<Waiting> line, String wish) {
    for (Waiting one : line) {
      all.add(new State(wish, one.index(), one.client(), one.answer().sequence()));
    }
  }
}
