/**
 * Standbys: who takes over when a leader is gone for good, how soon, and with how much of what it had
 * acknowledged.
 *
 * <p><b>Problem.</b> A copy that takes over at once without a loss costs machines that run all the time
 * and writes that wait for it; one that costs nothing while nothing fails comes late and lacks much.
 * Neither is right or wrong. But who has not measured both has chosen neither.
 *
 * <p><b>Idea.</b> The same failure, one meter, three {@link dev.understudy.standby.StandbyKind}s: a
 * member in sync, a standby that follows asynchronously, and a machine that is restored from the last
 * backup. {@link dev.understudy.standby.StandbyDrill} destroys the leader's machine with its disk and
 * says for each kind RTO, RPO and {@link dev.understudy.standby.Cost}. Who needs more than one of them
 * has all three: {@link dev.understudy.standby.RegionDrill} has members in sync at home, a standby
 * abroad and backups in a third place, and each {@link dev.understudy.standby.Disaster} is met by the
 * quickest of them that is left.
 *
 * <p><b>How a replica is backed up.</b> An {@code Archivist} reads the entries that were committed since
 * the last time, does in a store of its own what they say, and copies what is new in the files of that
 * store to a vault. So a link of the chain holds the writes up to an entry, with the sessions of their
 * clients, and a restored machine recognises a write that is asked for again. Where no log reaches back
 * to the last time any more, it begins anew: with a replica's snapshot, and a full link. What is restored
 * is a lone store; to have copies again, somebody begins a new cluster with it.
 *
 * <p><b>Promises.</b>
 *
 * <ol>
 *   <li>R1 With a hot standby no acknowledged write is lost.
 *   <li>R3 What is lost is exactly what was acknowledged behind the entry up to which the one who took
 *       over has the lost log; with a cold one, nothing that was acknowledged before the last backup
 *       was begun.
 *   <li>The phases of an outage together are the RTO that clients saw.
 *   <li>A write at home does not wait for a standby abroad, which is behind by one way over the WAN.
 * </ol>
 *
 * <p>That a standby is hot by name only, and that an archivist leaves out what it has not read, is found
 * by the same drills.
 *
 * <p><b>Declared, not measured:</b> how long a person needs to make sure that a leader is gone and how
 * long a machine needs to be there; how many bytes are read in a second; see {@link
 * dev.understudy.standby.Setting}.
 *
 * <p><b>Source.</b> NIST SP 800-34, "Contingency Planning Guide", 2010, has cold, warm and hot sites,
 * with RPO and RTO beside what they cost. PostgreSQL calls a standby hot that answers reads, which is
 * another matter. Of two nodes neither can tell a dead leader from a cut link, so {@link
 * dev.understudy.replication.Operator} asks a majority, and a hot standby needs a third node to vote.
 *
 * <p><b>Left out.</b> The way back: what took over is alone, or one member short, until others follow
 * it. Fencing: the lost machines never come back. Money: machines, bytes and messages are counted, and
 * what they cost is somebody's tariff.
 */
package dev.understudy.standby;
