/**
 * Chaos: a subject meets faults that a seed has drawn, and is judged.
 *
 * <p><b>Problem.</b> A test that breaks one thing at a time proves little: what loses data is three
 * faults in a row that nobody had thought of. And a random run that failed is of no use to anybody
 * who must first find out which of its hundred faults mattered.
 *
 * <p><b>Idea.</b> All that is going to happen is drawn from a seed beforehand, as data: a {@link
 * dev.understudy.chaos.Schedule} of faults and acts. {@link dev.understudy.chaos.Swarm} draws it;
 * each seed has its own few kinds of faults and its own intensity, since faults of all kinds at once
 * hide each other. {@link dev.understudy.chaos.ChaosRun} plays it, and judges safety all the time. Then all is
 * healed but for a minority that stays broken for good, and the others must work again. What fails
 * is made smaller by the {@link dev.understudy.chaos.Shrinker} for as long as it breaks the same
 * invariant.
 *
 * <p><b>Promises.</b>
 *
 * <ol>
 *   <li>A schedule is all there is: the same one, read from its file, gives the same run.
 *   <li>Any part of the steps of a schedule is a schedule that can be played.
 *   <li>What a subject hopes to see sometimes is counted; of runs in which it never happened nothing is concluded.
 *   <li>A shrunk schedule breaks the invariant that the whole one broke, and was played to prove it.
 * </ol>
 *
 * <p><b>Source.</b> Groce and others, "Swarm Testing", 2012; Zeller and Hildebrandt, "Simplifying and
 * Isolating Failure-Inducing Input", 2002; the two phases follow TigerBeetle's simulator.
 *
 * <p><b>Left out.</b> Coverage as a guide: which seeds are tried depends on nothing but chance.
 */
package dev.understudy.chaos;
