package dev.understudy.checker;

import java.util.List;

/**
 * The smallest part of a history that no order explains.
 *
 * <p>To leave an operation out of a history would not do: without a write every read of it is wrong.
 * So an operation is left out by forgetting what came of it: it may then have happened while it ran,
 * or not at all. What can be explained stays so when something is forgotten. The part is what cannot
 * be forgotten: of every other operation nothing is used but when it ran, and without any one of these
 * there is an order.
 *
 * @param <C> what is asked
 * @param <R> what an answer says
 * @param operations the operations that cannot be forgotten, in the order in which they ended
 * @param isSmallest false if searches for a smaller part were given up
 */
public record OffendingPart<C, R>(List<Operation<C, R>> operations, boolean isSmallest) {
  public OffendingPart {
    operations = List.copyOf(operations);
  }
}
