/**
 * Bounded exhaustive search: every order in which the messages of a small cluster can arrive, with so
 * many lost messages, crashes and timers at most, on the very verticles that run elsewhere.
 *
 * <p><b>Problem.</b> A chaos run tries one order of things for each seed. A bug that needs three rare
 * events in a row may hide from thousands of seeds, and silence proves little.
 *
 * <p><b>Idea.</b> A {@link dev.understudy.explorer.Subject} opens a cluster and says what may come from
 * outside. From there on nothing happens by itself: in each state the search takes every possible
 * {@link dev.understudy.explorer.Choice}, one after the other. It goes breadth first, so the first
 * violation that it meets has the fewest steps of all. A state that it has seen is not gone on from.
 *
 * <p><b>How a state is kept.</b> A Vertx cannot be copied. But between two steps a node stands still,
 * and what it does in a step depends on its own past alone: on what it has received, when its disk
 * finished, which timers fired. So the state of the cluster is kept as one {@link
 * dev.understudy.explorer.Part} for each node and the messages under way, and a step of a node is
 * executed once, in a fresh world in which that node's past is repeated, however many states of the
 * whole it occurs in. A violation is repeated from its beginning in one world with all nodes before
 * it is told.
 *
 * <p><b>When are two states the same?</b> When each node's {@link dev.understudy.cluster.Situation}
 * is equal (its {@code state()}, the bytes on its disk, its timers, what it waits for and what it has
 * still to say), what clients were told, the messages under way, link by link and in order if links
 * keep theirs, the time, and how much of the bounds is left. Nodes and messages are compared
 * themselves. States of the whole are known by 128 bits: among ten million states two different ones
 * would be taken for one with a probability below 10^-24, and then what follows from one of them is
 * not looked at. An id of a message counts only while its sender waits for the answer, since it is
 * compared with nothing else.
 *
 * <p>What this rests on: {@code state()} must name every field on which the node's behaviour depends,
 * otherwise two different nodes are taken for one. {@link dev.understudy.explorer.Pruning#HISTORY}
 * does without that, and is slower: it tells nodes apart by their past. What a node draws at random is
 * drawn as after the first past that led there, one legal draw of many.
 *
 * <p><b>Left out.</b> A turn handles one event: while a disk works nothing arrives at its node, so no
 * two events share a turn. Time does not pass while a disk works, and timers fire in the order in
 * which they are due. A start is one step. A message arrives once. What was written and not flushed is
 * lost in a crash as a whole or not at all. Clients and operators do not crash.
 *
 * <p><b>Source.</b> Stateless search over choices follows VeriSoft (Godefroid, 1997); searching over
 * the local states of nodes follows LMC (Guerraoui and Yabandeh, 2011); taking a silent node's flush
 * first is a persistent set (Godefroid, 1996).
 */
package dev.understudy.explorer;
