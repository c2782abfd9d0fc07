package dev.understudy.checker;

import java.util.List;

/** What a search for an order came to. */
public sealed interface Verdict {
  /** The verdict in words. */
  String text();

  /** There is an order that explains all that clients saw. */
  record Linearizable() implements Verdict {
    @Override
    public String text() {
      return "linearizable";
    }
  }

  /**
   * No order explains what clients saw of a key.
   *
   * @param key the key
   * @param placed as many operations as could be put into an order, in that order
   * @param state the state after them, in words
   * @param stuck those one of which had to come next, though none explains what came of it
   */
  record NotLinearizable(
      String key,
      List<? extends Operation<?, ?>> placed,
      String state,
      List<? extends Operation<?, ?>> stuck)
      implements Verdict {
    public NotLinearizable {
      placed = List.copyOf(placed);
      stuck = List.copyOf(stuck);
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder("key " + Shown.of(key) + " is not linearizable: ");
      text.append("no order explains what its clients saw. The best begins with\n");
      placed.forEach(operation -> text.append("  ").append(operation.text()).append('\n'));
      text.append("The key is now ")
          .append(Shown.words(state))
          .append(", and none of these can come next:\n");
      stuck.forEach(operation -> text.append("  ").append(operation.text()).append('\n'));
      return text.toString().stripTrailing();
    }
  }

  /**
   * The search was given up: neither yes nor no.
   *
   * @param reason which key, and after how much work
   */
  record Unknown(String reason) implements Verdict {
    @Override
    public String text() {
      return "unknown: " + reason;
    }
  }
}
