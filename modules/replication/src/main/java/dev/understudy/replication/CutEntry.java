package dev.understudy.replication;

/**
 * An entry that a replica has cut off its log, as its operator reads it.
 *
 * @param index its place in the log
 * @param entry what stood there; its epoch tells whose it was
 */
public record CutEntry(long index, Entry entry) {}
