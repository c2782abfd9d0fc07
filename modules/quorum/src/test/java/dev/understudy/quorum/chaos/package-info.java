/** Leaderless quorums as subjects of chaos: what happens to them, and what they are held to. */
package dev.understudy.quorum.chaos;
