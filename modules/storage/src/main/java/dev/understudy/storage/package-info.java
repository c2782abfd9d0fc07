/**
 * Storage: how a node keeps what it has promised.
 *
 * <p><strong>Problem.</strong> A node crashes and forgets its memory. What it wrote may be in a cache
 * only, half written, or rotten; and yet what it acknowledged must come back, whole and in order, and
 * soon, however long the node has lived.
 *
 * <p><strong>Idea.</strong> Every change is appended to a journal and acknowledged only when a sync
 * that covers it has succeeded; the state is what comes out when a deterministic state machine
 * applies the journal again. Every record says how far the journal was durable when it was written,
 * so recovery can tell a tail that nobody was promised, which it cuts, from a hole in what was
 * promised, for which it refuses to open. A client numbers its commands, and the numbers are part of
 * the state, so a retry after a crash is answered and not applied again. From time to time the state
 * itself is written down as a snapshot while commands go on; opening begins with the newest one that
 * is whole, and the journal before the older of two is deleted. Who has no state machine here, a node
 * with its log for one, takes the journal with snapshots alone and says itself which records stand for
 * the front.
 *
 * <p><strong>Invariants.</strong>
 *
 * <ul>
 *   <li>W1 What recovery returns is a prefix of what was appended and holds everything flushed.
 *   <li>W2 Damage up to the highest readable durable mark is refused; damage above it is cut and
 *       reported; damage that a snapshot makes up for is reported only.
 *   <li>W3 LSNs have no gaps, and every record carries the checksum of the one before; the first one
 *       behind a snapshot carries that which stands in the snapshot.
 *   <li>W4 A flush succeeds only after the sync of every file it covers and, for a new segment, of
 *       the directory.
 *   <li>W5 After a failed flush no append and no flush succeeds until the journal is opened anew.
 *   <li>W6 Recovering twice is recovering once, also when a crash interrupts the first time.
 *   <li>W7 A state machine changes only by commands that are durable in the journal: what anybody has
 *       seen is there after a crash.
 *   <li>S1 A snapshot at record n and the journal from n + 1 on give the same state as the journal
 *       from 1 on, fingerprint by fingerprint.
 *   <li>S2 The journal is cut only before what durable snapshots hold that were read back whole.
 *   <li>S3 A snapshot that is not whole is never chosen: the one before it is, or the journal.
 *   <li>S4 A snapshot ends with a durable record.
 * </ul>
 *
 * <p><strong>Source.</strong> Mohan et al., "ARIES", 1992, for the journal; Pillai et al., "All File
 * Systems Are Not Created Equal", 2014, for what a crash leaves; Rebello et al., "Can Applications
 * Recover from fsync Failures?", 2020, for W5; Alagappan et al., "Protocol-Aware Recovery for
 * Consensus-Based Storage", 2018, for telling a torn tail from a corrupt middle; Ongaro, "Consensus:
 * Bridging Theory and Practice", 2014, §6.3, for sessions and §5 for snapshots.
 *
 * <p><strong>Left out.</strong> A journal that was cut off exactly behind a whole record, together
 * with all later marks, looks like a shorter journal: only a replica can tell. So does the loss of
 * the very last flush to later rot, since no later record vouches for it. A node that restarts
 * after a failed sync on a machine that stayed up may read from the page cache what the platter never
 * got. The state has to fit into memory, and sessions never expire. Snapshots are whole states, never
 * differences, and nobody takes one unasked. A backup that is never continued keeps the journal
 * behind it for ever.
 */
package dev.understudy.storage;
