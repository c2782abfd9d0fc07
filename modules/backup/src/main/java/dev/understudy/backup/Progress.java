package dev.understudy.backup;

/**
 * How far a long job is.
 *
 * @param bytesDone so many were copied or checked
 * @param bytesTotal so many will have been in the end
 */
public record Progress(long bytesDone, long bytesTotal) {}
