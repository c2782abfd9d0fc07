package dev.understudy.stateless.chaos;

import java.util.List;

/** What clients do while nodes break. */
public sealed interface StatelessAct {
  /** What is done, in words. */
  String words();

  /** The same with less, the least first. */
  List<Record> simpler();

  /** A client appends so many times to the one value. */
  record Append(String client, int times) implements StatelessAct {
    private static final int MOST_TIMES = 1000;

    public Append {
      if (client == null || client.isBlank()) {
        throw new IllegalArgumentException(
            "an act needs the name of a client but got '" + client + "'");
      }
      if (times < 1 || times > MOST_TIMES) {
        throw new IllegalArgumentException("times is " + times + ": give 1 to " + MOST_TIMES);
      }
    }

    @Override
    public String words() {
      return client + " appends" + (times == 1 ? "" : ", " + times + " times");
    }

    @Override
    public List<Record> simpler() {
      return times == 1 ? List.of() : List.of(new Append(client, 1), new Append(client, times - 1));
    }
  }
}
