package dev.understudy.stateless.chaos;

/** What clients do while nodes break. */
public sealed interface StatelessAct {
  /** A client appends so many times to the one value. */
  record Append(String client, int times) implements StatelessAct {}
}
