/** A tree of standbys as a subject of chaos: what happens to it, and what it is held to. */
package dev.understudy.replication.standby.chaos;
