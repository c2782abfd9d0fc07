/**
 * Exercises: what a learner is given, and who judges what came of it.
 *
 * <p>The author of an exercise writes its solution, with marks around what the learner shall write;
 * the stub is the solution without that, a {@link dev.understudy.coach.Mutant} is the solution with
 * one mistake. So the three cannot drift apart. One suite judges all of them: an abstract JUnit class
 * that gets the class on trial from a factory and tells its stories through {@link
 * dev.understudy.coach.Trial}, in virtual time and with several seeds.
 *
 * <p>A {@link dev.understudy.coach.Judge} compiles in this JVM and runs the suite in another one: code
 * that loops, ends its JVM or prints without end harms nobody. What was not seen to pass has not
 * passed.
 */
package dev.understudy.coach;
