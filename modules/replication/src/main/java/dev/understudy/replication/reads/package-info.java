/**
 * Reading at replicas that may lag, and knowing what one has read.
 *
 * <p><b>Problem.</b> A get that goes through the leader's log is always current and always costs the
 * leader. Replicas could answer, near the reader and as many as one likes, but each of them lags by an
 * amount that the reader does not know: somebody writes, reads, and finds that it never happened.
 *
 * <p><b>Idea.</b> Two promises are cheap. A {@link dev.understudy.cluster.Position} names what was seen, so
 * a replica can tell whether it holds that yet, and waits; or whether it is lost. And a replica can say
 * how old its answer is at most, if it asks whom it follows, and that one whom it follows, up to a leader
 * whom a majority confirms. No clock is compared with another one: each measures only how long it has
 * waited itself.
 *
 * <p><b>To be read in this order.</b> {@code Reader}: the client, with {@code Seen}. {@code ReadMessage}:
 * what is said. {@code Serving}: the replica's part. {@code Freshness}: the arithmetic of ages. {@code
 * Ages}: how a replica learns them. {@code ReadRules}: what must not be left out.
 *
 * <p><b>Promises</b>, each broken by twins in the package {@code zoo} of the tests:
 *
 * <ol>
 *   <li>V1 A reader finds what it has read before and what it was told of (monotonic reads, read your
 *       writes), or hears that it is lost. It hears so too where nobody can tell any more: when only a
 *       snapshot is left of the place, and there was another leader since.
 *   <li>V2 An answer of an age holds all that was committed so long before the question was asked. A leader
 *       that was deposed, or cut off, and all who follow it grow old, and say so.
 *   <li>V3 What is shown is committed. A leader applies what may still go; it does not show that.
 * </ol>
 *
 * <p><b>Assumed.</b> Clocks may show any date, and may run fast; a slow one must be no slower than {@code
 * ReadRules} says, by default a thousandth.
 *
 * <p><b>Given up.</b> With ASYNC what is committed may be lost, and a leader that was deposed commits on
 * alone: V2 and V3 are then about what the confirmed leader had committed. A write that wished to be
 * acknowledged earlier than the mode says is in an answer when it is committed. A standby that was promoted
 * asks nobody: its age says nothing about members that live on.
 *
 * <p><b>Source.</b> Session guarantees: Terry and others, 1994. A round in which a majority confirms the
 * leader: Raft's ReadIndex (Ongaro, "Consensus: Bridging Theory and Practice", 2014, §6.4). Positions in
 * the hands of clients: MySQL's {@code WAIT_FOR_EXECUTED_GTID_SET}, MongoDB's causal consistency. Bounded
 * staleness: Azure Cosmos DB has it as a level, Spanner as a kind of read; both compare clocks.
 *
 * <p><b>Left out.</b> Linearizable reads: a get through the log is one. Leases, which spare the leader its
 * rounds and trust clocks more.
 */
package dev.understudy.replication.reads;
