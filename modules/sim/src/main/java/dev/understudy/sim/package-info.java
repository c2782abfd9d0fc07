/**
 * Vert.x in virtual time.
 *
 * <p><b>Problem.</b> A test that sleeps is slow, and it still fails at random: real threads and the
 * real clock decide in which order things happen. Faults that take down real systems (a pause at the
 * wrong moment, a message that arrives late) hardly ever happen in such a test, and never twice.
 *
 * <p><b>Idea.</b> A {@link dev.understudy.sim.World} is a real {@code Vertx} whose event loops are
 * turned by hand, on the caller's thread, one task at a time. Which loop comes next is drawn from a
 * seed, and when no loop has work the clock jumps to the next timer. So ordinary verticles run
 * unchanged, an hour takes milliseconds, and a seed that fails once fails always.
 *
 * <p><b>Promises.</b>
 *
 * <ol>
 *   <li>The same seed and the same calls give the same run, on every JDK (M1).
 *   <li>No code of a verticle runs but in a task of its own node's loop, and never nested in
 *       another's.
 *   <li>A crashed node runs nothing any more, and to others it is silent, not absent.
 *   <li>A paused node runs nothing until it is resumed; then everything that waited happens.
 *   <li>What would need a real thread, socket or file is refused with a message, not done.
 * </ol>
 *
 * <p><b>To know.</b>
 *
 * <ul>
 *   <li>A message that is under way while its receiver crashes and restarts reaches the new life, if
 *       that listens at the address when the message arrives. What was published, or had several
 *       receivers to choose from, was made out to the old life and is lost.
 *   <li>Shared data (locks, maps, counters) is the memory of the one Vertx, of no node: a crashed
 *       holder never releases its lock, and an entry whose writer has crashed does not expire.
 *   <li>Deployment ids come from a counter that all worlds share: keep them out of what two runs
 *       compare.
 *   <li>A listener on a future without a context (of {@code Promise.promise()}) runs in the task that
 *       completes it, whoever's that is, also for a node that has crashed: this is how Vert.x does
 *       it. Share no such promise between nodes.
 *   <li>Vert.x lists a crashed node's deployments until the world is dropped; {@code undeploy} of one
 *       never completes.
 * </ul>
 *
 * <p><b>Left out.</b> Real sockets and HTTP between nodes, worker and virtual-thread verticles, and
 * {@code Future.timeout} on a future that has no context: the first are refused, the last two start
 * real threads that Vert.x does not let us replace; a thread that reaches a loop fails the world.
 */
package dev.understudy.sim;
