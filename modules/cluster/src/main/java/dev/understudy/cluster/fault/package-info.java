/**
 * What can break, as values: each kind of {@link dev.understudy.cluster.fault.Fault} with its
 * parameters, checked, and in the words in which the trace tells of it. What they do is the
 * cluster's.
 */
package dev.understudy.cluster.fault;
