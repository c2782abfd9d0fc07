package dev.understudy.explorer;

/**
 * Something that comes from outside, once: a client's operation, an operator's decision.
 *
 * @param who the name of the one node it is done at: of no other is anything noticed
 * @param words what is done, for people: "puts toy = here"
 * @param action does it; called on a cluster that stands still, and waits for nothing
 */
public record Act(String who, String words, Runnable action) {}
