/**
 * Copies without a leader: any node sees to any request, and quorums that share a node do the rest.
 *
 * <p><b>Problem.</b> While a leader is gone nobody writes, and while it is far away everybody waits.
 * But without one nobody says in which order writes came, who has missed one, or whether a client
 * that asks again means the same write.
 *
 * <p><b>Idea.</b> A key has n copies, on the first nodes that a {@link dev.understudy.quorum.Ring}
 * names. Whichever {@link dev.understudy.quorum.Keeper} a client asks is the coordinator: it learns from r
 * of them how far the key is, gives the write a {@link dev.understudy.quorum.Version} above that, and
 * has w of them store it; a read takes the newest of r copies. If r + w &gt; n, each read meets each
 * write, and {@link dev.understudy.quorum.Rules} says what that is worth.
 *
 * <p><b>Promises</b>; K1 to K5 are each broken by a twin in the package {@code zoo} of the tests:
 *
 * <ol>
 *   <li>Q1 Every r owners of a key share one with every w of them exactly if r + w &gt; n.
 *   <li>K1 (and R2) What is acknowledged is on the disks of w owners. With strict quorums, r + w &gt; n
 *       and repair FIRST, reads and writes are linearizable. Two writes need share no owner (2w &gt; n):
 *       each asks r owners first.
 *   <li>K2 With strict quorums and r + w &gt; n a write has one version, however often and wherever its
 *       client asks again. Otherwise an old value could come back over a newer one.
 *   <li>K3 A copy that is kept for a silent owner is kept until that owner has it.
 *   <li>K4 What was deleted does not come back, if every owner hears of it while tombstones stay.
 *   <li>K5 When nodes that compare their copies reach each other again, all owners of a key come to
 *       hold the same one.
 * </ol>
 *
 * <p><b>Not promised</b>, and each shown by a scenario: with r + w &lt;= n a read may miss what was
 * acknowledged; with a sloppy quorum too, whatever the sum; with repair NONE or LATER a write that was
 * never acknowledged is seen by one read and not by the next. {@link
 * dev.understudy.quorum.Staleness} counts such reads.
 *
 * <p>Why three rounds for a write? Two would do for one coordinator. But a client that is not answered
 * asks another one, and two that do not know of each other must not give one write two versions. That
 * is consensus on a small thing, so the second round is Paxos, about a number instead of a value. Only
 * what has been decided is stored, so no reader ever sees anything else.
 *
 * <p><b>Source.</b> Gifford, "Weighted Voting for Replicated Data", 1979; Attiya, Bar-Noy and Dolev,
 * "Sharing Memory Robustly in Message-Passing Systems", 1995 (a version first, and write-back before the
 * answer); DeCandia and others, "Dynamo: Amazon's Highly Available Key-value Store", 2007, §4 (ring,
 * sloppy quorum, hints, Merkle trees); Lamport, "Paxos Made Simple", 2001, and Howard and others,
 * "Flexible Paxos", 2016 (the quorums of its two phases need to meet only each other).
 *
 * <p><b>Left out.</b> Members that come and go, so keys never move; several values of a key that its
 * readers merge (Dynamo's vector clocks); writes that depend on the value before; a journal that is
 * shortened; clients whose last number is forgotten. A tree has 4096 leaves and a message the copies of
 * 16 of them at most, which is little only while there are not many more keys than that.
 */
package dev.understudy.quorum;
