/** Broken twins: standbys, and members that feed them, with exactly one rule left out. */
package dev.understudy.replication.standby.zoo;
