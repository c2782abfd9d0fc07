package dev.understudy.storage;

/**
 * A piece of a journal that lies in one file and is durable: what may be copied away while the
 * journal goes on. The bytes from the start of the file up to {@code bytes} never change any more.
 *
 * @param file the name of the segment
 * @param firstLsn the first record in the file
 * @param lastLsn the last durable record in the file
 * @param bytes where that record ends in the file
 * @param checksum the checksum of that record, by which the next one is chained to it
 */
public record Extent(String file, long firstLsn, long lastLsn, long bytes, int checksum) {}
