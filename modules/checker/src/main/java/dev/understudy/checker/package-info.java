/**
 * Judges what clients saw, and nothing else.
 *
 * <p><b>Problem.</b> "No data was lost" and "it was back after ten seconds" are claims. Whoever
 * built the cluster is the last one to be believed, and the cluster's own state proves nothing: what
 * counts is what clients were told.
 *
 * <p><b>Idea.</b> A client's calls and their outcomes stand in the trace. A {@link
 * dev.understudy.checker.History} is just those. {@link dev.understudy.checker.Linearizability}
 * looks for an order in which they could have happened one after the other; {@link
 * dev.understudy.checker.Drill} counts which acknowledged writes are gone and how long no write was
 * acknowledged.
 *
 * <p><b>Promises.</b>
 *
 * <ol>
 *   <li>A history is called linearizable only if an order was found, and not linearizable only if
 *       there is none. A search that was given up is unknown, never taken for yes.
 *   <li>A failed operation did not happen; an unknown one may have, may still, or never will.
 *   <li>RPO and RTO come from the trace alone. A run that did not recover has no RTO and enters no
 *       average.
 *   <li>The same trace gets the same verdict on every machine: work is counted in steps, not in time.
 * </ol>
 *
 * <p><b>Source.</b> Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent
 * Objects", 1990; Wing and Gong, "Testing and Verifying Concurrent Objects", 1993; Lowe, "Testing for
 * Linearizability", 2017; Horn and Kroening, "Faster Linearizability Checking via
 * P-Compositionality", 2015.
 *
 * <p><b>Left out.</b> Weaker promises (sequential and causal consistency, sessions), transactions over
 * several keys, and a shortest history that fails.
 */
package dev.understudy.checker;
