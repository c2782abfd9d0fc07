package dev.understudy.replication;

import java.util.List;

/**
 * A chunk of a snapshot, as it is sent and as it is kept. A text that is too long for one chunk goes on
 * in the next one, under the same name.
 *
 * @param stamp of which snapshot
 * @param number its place in it, from 0
 * @param parts what it holds
 */
public record Chunk(Stamp stamp, int number, List<Part> parts) {
  /** What it holds. */
  public sealed interface Part {
    /** What comes next of the value of a key. */
    record Value(String key, String text) implements Part {}

    /**
     * What is remembered of a client.
     *
     * @param client its name
     * @param sequence the number of its last command
     * @param text what comes next of the result of that; null if there was none
     */
    record Session(String client, long sequence, String text) implements Part {}
  }

  public Chunk {
    parts = List.copyOf(parts);
  }

  @Override
  public String toString() {
    return "Chunk[" + (number + 1) + " of " + stamp + "]";
  }
}
