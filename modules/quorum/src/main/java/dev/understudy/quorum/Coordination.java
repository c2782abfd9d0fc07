package dev.understudy.quorum;

import dev.understudy.cluster.ClientMessage.Request;
import java.util.List;

/**
 * How a node sees to the requests of clients: the part of a {@link Keeper} that asks the owners of a
 * key and counts their answers. Ours is {@code Coordinator}; an exercise asks for another one.
 */
public interface Coordination {
  /**
   * A client puts, gets or deletes. It is answered when r or w owners have done what is needed, or not
   * at all: then it asks again, here or elsewhere, under the same number.
   */
  void onRequest(Request request);

  /** What is under way, in words: who asked, which round, who has answered. */
  List<String> underWay();

  /** The last round of which it made a ballot, or heard of. */
  long round();
}
