/** Leaderless quorums. */
package dev.understudy.quorum;
