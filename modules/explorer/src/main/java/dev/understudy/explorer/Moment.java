package dev.understudy.explorer;

import dev.understudy.cluster.Situation;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import java.util.List;

/** A cluster between two steps, as a promise sees it. */
public interface Moment {
  /** The names of all who take part, in the order in which they came. */
  List<String> names();

  /** What this node goes on from; what a crashed one says of itself is what it said last. */
  Situation situation(String name);

  /** What this client has asked for so far, in order. */
  List<ClientCalled> calls(String client);

  /** What this client was told so far, in order. */
  List<ClientReturned> returns(String client);

  /** The state of this node, of a crashed one the last, if it is of this type; else null. */
  default <S extends Record> S state(String name, Class<S> type) {
    Record state = situation(name).state();
    return type.isInstance(state) ? type.cast(state) : null;
  }
}
