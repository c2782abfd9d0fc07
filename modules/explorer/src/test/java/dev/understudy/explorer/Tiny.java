package dev.understudy.explorer;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Nodes so small that their states can be counted by hand. */
final class Tiny {
  private Tiny() {}

  sealed interface Message {
    record Said(String word) implements Message {}
  }

  /** Says so many words to the listener when it is asked to. */
  static final class Speaker extends Node {
    record State() {}

    void speak(int words) {
      begin(promise -> {
        for (int i = 1; i <= words; i++) {
          send("listener", new Message.Said(self() + i));
        }
      });
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of(Message.class).answers(Message.Said.class);
    }

    @Override
    public State state() {
      return new State();
    }
  }

  /** How much a listener remembers of what it has heard, and tells of. */
  enum Memory {
    COUNT,
    WORDS
  }

  /** Hears words; may keep them on its disk. */
  static class Listener extends Node {
    record Counted(long heard) {}

    record Heard(List<String> words) {}

    record Kept(String word) {}

    private final Memory memory;
    private final boolean keeps;
    final List<String> heard = new ArrayList<>();

    Listener(Memory memory, boolean keeps) {
      this.memory = memory;
      this.keeps = keeps;
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of(Message.class).on(Message.Said.class, (from, said) -> onSaid(said));
    }

    @Override
    protected void onStart() {
      loadLog(Kept.class).forEach(kept -> heard.add(kept.word()));
    }

    private void onSaid(Message.Said said) {
      heard.add(said.word());
      if (keeps) {
        append(new Kept(said.word()));
      }
    }

    @Override
    public Record state() {
      return memory == Memory.COUNT ? new Counted(heard.size()) : new Heard(List.copyOf(heard));
    }
  }

  /** One with an invariant that no link that keeps its order can break. */
  static final class Strict extends Listener {
    Strict() {
      super(Memory.WORDS, false);
    }

    @Override
    protected void checkInvariants() {
      String heard = state().toString();
      InvariantBroken.unless(
          heard.contains("bob1") || !heard.contains("bob2"), "T1 bob1 comes first", heard);
    }
  }

  /** Breaks when it hears bob twice before alice, and tells nobody in which order it has heard. */
  static final class Secretive extends Listener {
    Secretive() {
      super(Memory.COUNT, false);
    }

    @Override
    protected void checkInvariants() {
      InvariantBroken.unless(
          !heard.equals(List.of("bob1", "bob2", "alice1")), "T4 bob, bob, alice", "they came");
    }
  }

  /** Tells how many words it has heard, but none of bob's after one of alice's. */
  static final class Turncoat extends Listener {
    Turncoat() {
      super(Memory.WORDS, false);
    }

    @Override
    public Record state() {
      int first = heard.indexOf("alice1");
      return new Counted(heard.stream()
          .filter(word -> first < 0 || word.startsWith("alice") || heard.indexOf(word) < first)
          .count());
    }
  }

  /** Waits for its timer, and counts how often it fired. */
  static final class Ticker extends Node {
    record State(int fired) {}

    private final Duration every;
    private int fired;

    Ticker(Duration every) {
      this.every = every;
    }

    @Override
    protected void onStart() {
      setTimer("tick", every, this::onTick);
    }

    private void onTick() {
      fired++;
      setTimer("tick", every, this::onTick);
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of();
    }

    @Override
    public State state() {
      return new State(fired);
    }
  }

  /** Alice and bob each say so many words to a listener. */
  static Subject speakers(int words, Memory memory, boolean keeps, List<Always> always) {
    return speakers(words, () -> new Listener(memory, keeps), always);
  }

  /** The same with any listener. */
  static Subject speakers(int words, Supplier<Listener> listeners, List<Always> always) {
    return new Subject(
        "speakers",
        "two speakers",
        cluster -> {
          cluster.start(listeners, "listener");
          Speaker alice = cluster.join("alice", new Speaker());
          Speaker bob = cluster.join("bob", new Speaker());
          return List.of(
              new Act("alice", "speaks", () -> alice.speak(words)),
              new Act("bob", "speaks", () -> bob.speak(words)));
        },
        always,
        new Bounds(100, 0, 0, 0, false));
  }

  /** Nodes with a timer each. */
  static Subject tickers(long... millis) {
    return new Subject(
        "tickers",
        "timers",
        cluster -> {
          LongStream.of(millis).forEach(each -> start(cluster, each));
          return List.of();
        },
        List.of(),
        new Bounds(100, 0, 0, 3, false));
  }

  private static void start(Cluster cluster, long millis) {
    String name = "ticker" + cluster.members().size();
    cluster.start(() -> new Ticker(Duration.ofMillis(millis)), name);
  }
}
