/**
 * Backup: how everything comes back when everything here is gone.
 *
 * <p><strong>Problem.</strong> A replica copies mistakes at once, and a disk, a room or a person can
 * take all copies of one place away. A copy elsewhere helps only if it is of one moment, if all that
 * it needs is still there on that day, and if somebody has ever tried.
 *
 * <p><strong>Idea.</strong> A full backup is the newest snapshot with the log behind it, an
 * incremental one the log since then: bytes of files that never change, copied while the store goes
 * on, so a backup is a prefix of its commits without anybody waiting. Each link names the one before
 * it by hash and is written down last, so a restore can prove a whole chain before it writes its
 * first byte, and cut it at any commit or time. And a backup counts as verified only when it was
 * restored.
 *
 * <p><strong>Invariants.</strong>
 *
 * <ul>
 *   <li>B1 What is restored to an empty place from a backup of a state is that state, by its hash.
 *   <li>B2 A missing, reordered, foreign or altered link is refused before anything is written, by
 *       its name.
 *   <li>B3 A restore to a time holds exactly the commits up to that time.
 *   <li>B4 A backup that is taken under load is a prefix of the order of commits.
 *   <li>B5 Retention never deletes what a kept backup needs, wherever it is interrupted.
 *   <li>B6 Only an executed restore makes a backup a verified one.
 *   <li>B7 A restore never writes outside of its place, and only to an empty one.
 * </ul>
 *
 * <p><strong>Source.</strong> Bernstein, Hadzilacos and Goodman, "Concurrency Control and Recovery in
 * Database Systems", 1987, §6.8, for archives and the log behind them; the manual of PostgreSQL,
 * "Continuous Archiving and Point-in-Time Recovery" and {@code pg_combinebackup}, for what goes wrong
 * with chains; GitLab's postmortem of 31 January 2017 for B6.
 *
 * <p><strong>Left out.</strong> Nothing is encrypted, compressed or signed: hashes tell damage, not
 * forgery. When the newest links of a chain vanish together, manifests and all, the chain looks like
 * a shorter one: only another region can tell. Commits of the very millisecond of a restore's goal
 * that no backup has seen yet are not in it.
 */
package dev.understudy.backup;
