/**
 * Leader–follower replication of a key-value store.
 *
 * <p><b>Problem.</b> A store on one node is gone when the node is. A copy helps only if it holds
 * what clients were told is safe, and if everybody agrees which copy speaks for the store.
 *
 * <p><b>Idea.</b> One replica leads: it writes every request into its log and ships the log to the
 * others, which append it at the same place. The {@link dev.understudy.replication.Mode} says how
 * many disks must hold an entry before its client is told. Leaders come one after the other, each
 * with a higher epoch; an operator promotes the most up-to-date of the replicas that answer and are
 * in the {@link dev.understudy.replication.InSyncSet}.
 *
 * <p><b>Promises</b>; R1, R2, R5, O1 and O3 are each broken by a twin in the package {@code zoo} of the tests:
 *
 * <ol>
 *   <li>R1, R2 With SYNC and QUORUM an acknowledged write survives the loss of the leader: with QUORUM while a majority keeps its disks, with SYNC while one member in sync keeps its own. Who has lost its disk must not come back under its name.
 *   <li>R3 With ASYNC exactly those acknowledged writes are lost that no promoted replica had.
 *   <li>R4 A follower's log is a prefix of its leader's, or is cut back until it is.
 *   <li>R5 It is cut by comparing epochs, not by what it believes to be committed.
 *   <li>R6 Entries are applied in order and once.
 *   <li>O1 An epoch has at most one leader, also with several operators; O3 the promoted one is the most up-to-date that answered.
 * </ol>
 *
 * <p>{@link dev.understudy.replication.ReplicationDrill} measures what the modes cost when a replica
 * fails, and holds them to R1 to R3.
 *
 * <p><b>Source.</b> The shape of messages and the commit rule follow Raft (Ongaro and Ousterhout,
 * 2014, §5.3 and §5.4); comparing epochs follows Kafka's KIP-101.
 *
 * <p><b>Left out.</b> Detecting that a leader is gone (a scripted operator is told), electing one,
 * snapshots (a log is never shortened), reads that do not go through the log, and a way for a member
 * to join anew: one that comes back with an empty disk has forgotten what it promised, and would be
 * believed.
 */
package dev.understudy.replication;
