/** The lone database and its API nodes under chaos. */
package dev.understudy.stateless.chaos;
