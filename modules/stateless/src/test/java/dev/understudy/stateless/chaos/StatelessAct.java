package dev.understudy.stateless.chaos;

/** What those who use the service do. */
sealed interface StatelessAct {
  /** A client appends to the one value, so many times. */
  record Write(String client, int times) implements StatelessAct {}
}
