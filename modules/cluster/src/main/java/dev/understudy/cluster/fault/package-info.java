/** What can break, as values: each fault of the simulator with its parameters. */
package dev.understudy.cluster.fault;
