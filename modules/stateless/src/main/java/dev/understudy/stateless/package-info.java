/**
 * Nodes without state, a lone node with state, and clients that may ask again.
 *
 * <p><b>Problem.</b> Of two nodes that crash alike, one is not missed and the other one is the end of
 * the service. And a client that got no answer does not know whether its request was lost or the
 * answer to it: if it asks no more, work may be left undone, and if it asks again, done twice.
 *
 * <p><b>Idea.</b> An {@link dev.understudy.stateless.ApiNode} remembers nothing, so any other one can
 * take its place; a {@link dev.understudy.stateless.LoadBalancer} sends what a silent one has not
 * answered to another one. All that is to be remembered is in one {@link
 * dev.understudy.stateless.Database}, which nobody can replace. Every request has the name of its
 * client and a number, and the database keeps, with its content, the last number and answer of each
 * client: so asking again is harmless.
 *
 * <p><b>Promises</b>; each is broken by a twin in the package {@code zoo} of the tests:
 *
 * <ol>
 *   <li>X1 A command is applied once, however often it is sent.
 *   <li>X2 Who sends a command again gets the answer of the first time.
 *   <li>X3 What was acknowledged is there after every crash that leaves the database its disk.
 *   <li>X4 A request that an API node does not answer is sent to another one, and its client notices
 *       nothing but the time.
 *   <li>X5 A silent API node is suspected, and gets no more requests while another one answers.
 * </ol>
 *
 * <p>{@link dev.understudy.stateless.Served} says what clients got, from a trace alone.
 *
 * <p><b>Source.</b> Numbers that make requests of a client harmless to repeat: Birrell and Nelson,
 * "Implementing Remote Procedure Calls", 1984; Ongaro, "Consensus: Bridging Theory and Practice",
 * 2014, §6.3.
 *
 * <p><b>Left out.</b> A second load balancer, although the only one is a lone node too (it has no
 * state: a new one can be put in its place); sessions that expire; a copy of the database, which is
 * what the rest of the course is about.
 */
package dev.understudy.stateless;
