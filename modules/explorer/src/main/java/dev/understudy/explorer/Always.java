package dev.understudy.explorer;

/** A promise about every moment. Those about one node stand in the node, as its invariants. */
@FunctionalInterface
public interface Always {
  /** Number and words of the promise and what was found instead; "" if it holds at this moment. */
  String brokenAt(Moment moment);
}
