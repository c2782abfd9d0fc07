/** To be written. */
package dev.understudy.replication;
