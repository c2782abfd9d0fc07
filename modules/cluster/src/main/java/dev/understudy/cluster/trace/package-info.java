/** What happened: the one ordered list that everything else reads. */
package dev.understudy.cluster.trace;
