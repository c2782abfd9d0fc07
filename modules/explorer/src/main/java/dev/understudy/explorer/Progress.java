package dev.understudy.explorer;

/**
 * How far a search is.
 *
 * @param faults with how many faults, timers among them, it is searching now
 * @param depth how many steps the paths have that it is at
 * @param frontier how many states of this depth or the next are still to be gone on from
 * @param states how many states it has met
 * @param steps how many steps it has taken, those to known states too
 */
public record Progress(int faults, int depth, int frontier, long states, long steps) {}
