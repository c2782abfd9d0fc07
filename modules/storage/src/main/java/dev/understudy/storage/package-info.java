/**
 * Storage: how a node keeps what it has promised.
 *
 * <p><strong>Problem.</strong> A node crashes and forgets its memory. What it wrote may be in a cache
 * only, half written, or rotten; and yet what it acknowledged must come back, whole and in order.
 *
 * <p><strong>Idea.</strong> Every change is appended to a journal and acknowledged only when a sync
 * that covers it has succeeded; the state is what comes out when a deterministic state machine
 * applies the journal again. Every record says how far the journal was durable when it was written,
 * so recovery can tell a tail that nobody was promised, which it cuts, from a hole in what was
 * promised, for which it refuses to open. A client numbers its commands, and the numbers are part of
 * the state, so a retry after a crash is answered and not applied again.
 *
 * <p><strong>Invariants.</strong>
 *
 * <ul>
 *   <li>W1 What recovery returns is a prefix of what was appended and holds everything flushed.
 *   <li>W2 Damage up to the highest readable durable mark is refused; damage above it is cut and
 *       reported.
 *   <li>W3 LSNs have no gaps, and every record carries the checksum of the one before.
 *   <li>W4 A flush succeeds only after the sync of every file it covers and, for a new segment, of
 *       the directory.
 *   <li>W5 After a failed flush no append and no flush succeeds until the journal is opened anew.
 *   <li>W6 Recovering twice is recovering once, also when a crash interrupts the first time.
 *   <li>W7 A state machine changes only by commands, which come from the journal.
 * </ul>
 *
 * <p><strong>Source.</strong> Mohan et al., "ARIES", 1992, for the journal; Pillai et al., "All File
 * Systems Are Not Created Equal", 2014, for what a crash leaves; Rebello et al., "Can Applications
 * Recover from fsync Failures?", 2020, for W5; Alagappan et al., "Protocol-Aware Recovery for
 * Consensus-Based Storage", 2018, for telling a torn tail from a corrupt middle; Ongaro, "Consensus:
 * Bridging Theory and Practice", 2014, §6.3, for sessions.
 *
 * <p><strong>Left out.</strong> A journal that was cut off exactly behind a whole record, together
 * with all later marks, looks like a shorter journal: only a replica can tell. So does the loss of
 * the very last flush to later rot, since no later record vouches for it. A node that restarts
 * after a failed sync on a machine that stayed up may read from the page cache what the platter never
 * got. Nothing is removed from the front of the journal yet, and sessions never expire.
 */
package dev.understudy.storage;
