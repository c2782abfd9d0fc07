/**
 * Recovery: a database that is gone comes back from its backups, or it turns out that there are none.
 *
 * <p><strong>Problem.</strong> That a backup exists says neither how long its restore takes nor
 * whether it can be restored at all. Both are learned on the day on which it is needed, unless
 * somebody tries before.
 *
 * <p><strong>Idea.</strong> Try it in virtual time, with real bytes and real clients. {@link
 * dev.understudy.recovery.RestoreDrill} loses a database and measures what the outage consists of.
 * {@link dev.understudy.recovery.FiveBackups} plays a night in which everything that was believed to
 * be a backup was none, from its causes, and again with an alarm that asks one thing only: how old is
 * the last restore that was executed?
 *
 * <p><strong>Promises.</strong>
 *
 * <ol>
 *   <li>The five steps of a restore together are the RTO that clients saw.
 *   <li>What was acknowledged before the last backup was begun is not lost.
 *   <li>A mechanism fails because of its cause: without it, it brings the database back.
 *   <li>What is lost in the night is what was written after the last commit that came back.
 * </ol>
 *
 * <p><strong>Source.</strong> GitLab, "Postmortem of database outage of January 31", 2017; Beyer,
 * Jones, Petoff and Murphy (eds.), "Site Reliability Engineering", 2016, chapter 26: nobody wants
 * backups, people want restores.
 *
 * <p><strong>Left out.</strong> Fencing: the lost database never comes back, so nobody has to keep it
 * from writing. The time of the processor: in virtual time only what is declared takes time.
 */
package dev.understudy.recovery;
