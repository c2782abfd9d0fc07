/** Reading at replicas. */
package dev.understudy.replication.reads;
