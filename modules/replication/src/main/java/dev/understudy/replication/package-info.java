/**
 * Leader–follower replication of a key-value store.
 *
 * <p><b>Problem.</b> A store on one node is gone when the node is. A copy helps only if it holds
 * what clients were told is safe, and if everybody agrees which copy speaks for the store.
 *
 * <p><b>Idea.</b> One replica leads: it writes every request into its log and ships the log to the
 * others, which append it at the same place. The {@link dev.understudy.replication.Mode} says how
 * many disks must hold an entry before its client is told; a client may wish for another {@link
 * dev.understudy.replication.Durability} for one write. Leaders come one after the other, each with a
 * higher epoch; an operator promotes the most up-to-date of the replicas that answer and that the
 * {@link dev.understudy.replication.Configuration} lets lead.
 *
 * <p><b>To be read in this order.</b> {@code Log} and {@code Copy}: what every replica has. {@code
 * Following}: what it does with what its leader sends. {@code Leading}: what it does while it leads,
 * with {@code Shipping}, {@code Copies} (how far is a write safe?), {@code Acknowledgements} (who may be
 * told?), {@code Admission} (who counts?), {@code Fallback} (SEMI_SYNC alone), {@code Switching} (another
 * mode at run time) and {@code LagWatch} (who lags too long?). {@code Obedience}: what a replica has
 * promised. {@code Membership}, with {@link dev.understudy.replication.Disks}: what it may do that has lost
 * its disk, and with it what it promised. {@code Snapshot}, {@code SnapshotSending} and {@code
 * SnapshotReceiving}: how a follower gets what the log does not reach back to. {@code Replica}: the node
 * that is one or the other. {@code Operator}: who says which. The rules that must not be left out stand in
 * {@code Rules}. The package {@code standby} comes afterwards: replicas that are no members, and follow
 * each other.
 *
 * <p><b>Promises</b>; R1 to R6, S1, S3, S4, O1 and O3 are each broken by a twin in the package {@code zoo} of the tests:
 *
 * <ol>
 *   <li>R1, R2 With SYNC and QUORUM an acknowledged write survives the loss of the leader: with QUORUM while a majority keeps its disks, with SYNC while one member in sync keeps its own. Who has lost its disk joins anew: it promises nothing and is not counted until it holds again what it was counted for. The same holds for a write that wished for it in another mode, and while the mode is switched; what was promised before a switch stays, whatever follows.
 *   <li>R1 With SEMI_SYNC it survives the loss of the leader alone, unless the leader had said that it goes on alone.
 *   <li>R3 With ASYNC exactly those acknowledged writes are lost that a promoted replica lacked: while its leader leads nothing is, however often that crashes. In no mode is anything lost in another way.
 *   <li>R4 A follower's log is a prefix of its leader's, or is cut back until it is.
 *   <li>R5 It is cut by comparing epochs, not by what it believes to be committed; and what is cut is set aside first, in a file for the operator; so is what a snapshot stood for, unless it is for certain in the leader's log.
 *   <li>R6 Entries are applied in order and once: by the leader when its own disk holds them, by a follower when they are committed.
 *   <li>O1 An epoch has at most one leader, also with several operators; O3 the promoted one is the most up-to-date that answered.
 *   <li>R9 What waits is bounded: for a follower, and for followers, and what is not committed; who asks beyond that is told to come again. Nothing grows with how far a follower is behind: the log is shortened all the same. Bounds count entries, and a command has a greatest length.
 *   <li>S1, S4 A snapshot stands only for what is committed, at the latest by being there, and with the log behind it adds up to the same as the whole log, sessions included; S2 the log goes only when the snapshot is durable; S3 one that comes in chunks replaces a log only when all of it is there and adds up to what was announced. A write that was acknowledged is on the disk at every moment: in the old log, or in the new snapshot.
 * </ol>
 *
 * <p><b>Given up.</b> "Durable before visible" holds for all that is said but {@code Written}, which a follower
 * says of entries that wish to be acknowledged before they are flushed: one power cut may lose them all.
 *
 * <p>{@link dev.understudy.replication.ReplicationDrill} measures what the modes cost when a replica
 * fails, and holds them to R1 to R3.
 *
 * <p><b>Source.</b> The shape of messages and the commit rule follow Raft (Ongaro and Ousterhout,
 * 2014, §5.3 and §5.4); comparing epochs follows Kafka's KIP-101;
 * the points at which a write is acknowledged, and the status of a follower, are PostgreSQL's; going on
 * alone after a time is MySQL's semi-synchronous replication; the snapshot with the index and the epoch of
 * its last entry is Raft's (§7), and that a follower picks up a snapshot where it was interrupted is from Ongaro,
 * "Consensus: Bridging Theory and Practice", 2014, §5; joining anew without a disk is Viewstamped
 * Replication's recovery (Liskov and Cowling, 2012, §4.3), with what Michael, Ports, Sharma and Szekeres
 * found missing in it (2017).
 *
 * <p><b>Left out.</b> Detecting that a leader is gone (a scripted operator is told), electing one,
 * a snapshot that is taken while writes go on (it takes a turn, which is as long as the content is large; where
 * that is too long, a store keeps several versions of a value), and a follower that is slower for ever than the
 * writers (it gets one snapshot after the other). A disk that is lost unnoticed, so that its node takes the
 * empty one for its first, is believed: whoever puts in a new disk has to say so ({@link
 * dev.understudy.cluster.Node}).
 */
package dev.understudy.replication;
