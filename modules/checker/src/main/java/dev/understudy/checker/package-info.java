/**
 * Judges what clients saw, and nothing else.
 *
 * <p><b>Problem.</b> "No data was lost" and "it was back after ten seconds" are claims. Whoever
 * built the cluster is the last one to be believed, and the cluster's own state proves nothing: what
 * counts is what clients were told.
 *
 * <p><b>Idea.</b> A client's calls and their outcomes stand in the trace, or in a file ({@link
 * dev.understudy.checker.file}). A {@link dev.understudy.checker.History} is just those. {@link
 * dev.understudy.checker.Linearizability} looks for an order in which they could have happened one
 * after the other, and if there is none for the smallest part that fails; {@link
 * dev.understudy.checker.Drill} counts which acknowledged writes are gone and how long no write was
 * acknowledged. {@link dev.understudy.checker.Sessions}, {@link dev.understudy.checker.Convergence}
 * and {@link dev.understudy.checker.NoLostWrite} ask for less, where less was promised.
 *
 * <p><b>Your own object.</b> A {@link dev.understudy.checker.Model} needs a first state and a step. A
 * counter that is asked to add and answers with the sum:
 *
 * <pre>{@code
 * record Counter() implements Model<Integer, Integer, Integer> {
 *   public Integer initial() {
 *     return 0;
 *   }
 *
 *   public Optional<Integer> step(Integer sum, Integer added, Outcome<Integer> outcome) {
 *     int after = sum + added;
 *     boolean isPossible = !outcome.isOk() || outcome.equals(Outcome.ok(after));
 *     return isPossible ? Optional.of(after) : Optional.empty();
 *   }
 * }
 *
 * Linearizability.check(History.of(operations), new Counter(), Linearizability.MOST_STEPS);
 * }</pre>
 *
 * <p><b>Promises.</b>
 *
 * <ol>
 *   <li>A history is called linearizable only if an order was found, and not linearizable only if
 *       there is none. A search that was given up is unknown, never taken for yes.
 *   <li>A failed operation did not happen; an unknown one may have, may still, or never will.
 *   <li>Of the smallest part no operation can be spared.
 *   <li>Memory is bounded: a key has 2<sup>20</sup> states at most, and 256 MiB for what was seen. A
 *       file is not held: a million operations on short values take about 200 MiB.
 *   <li>RPO and RTO come from the trace alone. A run that did not recover has no RTO and enters no
 *       average.
 *   <li>The same trace gets the same verdict on every machine: work is counted in steps, not in time.
 * </ol>
 *
 * <p><b>Source.</b> Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent
 * Objects", 1990; Wing and Gong, "Testing and Verifying Concurrent Objects", 1993; Lowe, "Testing for
 * Linearizability", 2017; Horn and Kroening, "Faster Linearizability Checking via
 * P-Compositionality", 2015; Gibbons and Korach, "Testing Shared Memories", 1997; Terry and others, "Session Guarantees for Weakly Consistent Replicated
 * Data", 1994.
 *
 * <p><b>Left out.</b> Sequential and causal consistency, and transactions over several keys.
 */
package dev.understudy.checker;
