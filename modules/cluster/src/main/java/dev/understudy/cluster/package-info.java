/**
 * The node, the cluster and the client: one vocabulary for every protocol and every world.
 *
 * <p><b>Problem.</b> A protocol that is tested in a simulator of its own and run on something else is
 * tested in vain, and one that is written around callbacks and disks hides its few rules.
 *
 * <p><b>Idea.</b> A {@link dev.understudy.cluster.Node} is an ordinary verticle that hosts a protocol
 * written as handlers of messages. What a handler asks for is done after it has returned, and what
 * others can see is durable before they see it. A {@link dev.understudy.cluster.Cluster} puts nodes
 * into a world, virtual or real, and breaks and repairs them there with the same verbs.
 *
 * <p><b>Promises</b>, held by one suite in every world:
 *
 * <ol>
 *   <li>Nothing that a turn says leaves the node before all that it saved is durable.
 *   <li>Events that come while the disk works are handled together, with one flush.
 *   <li>A timer set again replaces itself; a cancelled one never fires; none outlives a crash.
 *   <li>After a crash nothing of the old incarnation happens, and only what was saved is back.
 *   <li>A paused node does nothing and misses nothing that waits for it.
 *   <li>An operation that a client repeats has one number; what the client cannot know it calls
 *       unknown.
 * </ol>
 *
 * <p><b>Left out.</b> Members on several machines, and disks in files.
 */
package dev.understudy.cluster;
