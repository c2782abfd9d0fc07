/**
 * Standbys: replicas that are no members, and that follow each other.
 *
 * <p><b>Problem.</b> Copies elsewhere must not make writes wait, nor make the leader send everything to
 * everybody. So they follow a member, or one another; and then any of them may lose its upstream, and
 * take for a new one somebody who stands below it.
 *
 * <p><b>Idea.</b> A standby subscribes to an upstream with its own position, and is fed with what is
 * committed. The leader counts its beats; each beat goes down the tree as a {@link
 * dev.understudy.replication.standby.Label}, which gets one worse at every step. Who feeds others must go
 * by a better label than they: an orphan hears no new beats, so whoever stands below it never has a
 * better label, and whoever hears of the leader otherwise soon has.
 *
 * <p><b>To be read in this order.</b> {@code Label}; {@code StandbyMessage}; {@code Downstreams}: what
 * every replica does for those below; {@code Root}: a member's part; {@code Place} with {@code Search}: whom
 * a standby follows; {@code Standby}: the node. The rules that must not be left out stand in {@code
 * TreeRules}.
 *
 * <p><b>Promises</b>; R4, R5 and R7 are each broken by a twin in the package {@code zoo} of the tests:
 *
 * <ol>
 *   <li>R4 At every moment a standby's log is a prefix of its upstream's, but for entries that a later epoch does not have, and which it cuts when it hears so. It holds only what was committed.
 *   <li>R5 Who has heard of a later epoch takes nothing of an earlier one.
 *   <li>R7 Nobody follows who stands below it, at any moment, whatever crashes and gets lost. A downstream is not ahead of its upstream.
 *   <li>R8 In the end every standby that reaches a member, or somebody who does, holds the leader's log.
 *   <li>R9 To a downstream a bounded number of entries is under way; what else it lacks stays in the log, which is kept anyway.
 * </ol>
 *
 * <p>A label that was told must not be forgotten in a crash, or who told it could follow who goes by it.
 * It is saved some beats ahead, so that a beat costs no flush; for that many beats a standby that has
 * restarted finds nobody with a better label.
 *
 * <p><b>Source.</b> Cascading replication is PostgreSQL's. The labels are sequence numbers as in DSDV
 * (Perkins and Bhagwat, 1994), and the rule that a node takes for its successor only who is nearer than
 * it ever was itself is the feasibility condition of loop-free distance vectors (Garcia-Luna-Aceves,
 * 1993).
 *
 * <p><b>Left out.</b> Choosing the nearest upstream: a standby stays where it is while it hears of the
 * leader. A standby that has lost its disk is started under another name. Who promotes a standby must
 * know that all members are gone: it asks nobody.
 */
package dev.understudy.replication.standby;
