package dev.understudy.stateless;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Request;

/** What a load balancer and its API nodes say to each other. */
public sealed interface StatelessMessage {
  /** From a load balancer: see to this request, and tell me what came of it. */
  record Work(Request request) implements StatelessMessage {}

  /** From an API node: tell this to the client of that request. */
  record Worked(String client, long sequence, ClientMessage answer) implements StatelessMessage {}

  /** From an API node: my database is silent, so I know nothing of that request. */
  record NoDatabase(String client, long sequence) implements StatelessMessage {}

  /** From a load balancer: do you run? */
  record Check() implements StatelessMessage {}

  /** The answer. */
  record Healthy() implements StatelessMessage {}
}
