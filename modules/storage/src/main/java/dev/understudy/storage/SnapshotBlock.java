package dev.understudy.storage;

import java.nio.ByteBuffer;

/**
 * A piece of a snapshot file that is written and checked at once.
 *
 * <pre>
 *  offset  0 length            4 bytes  of the content
 *          4 headChecksum      4        CRC32C of the length
 *          8 contentChecksum   4        CRC32C of the content
 *         12 content
 * </pre>
 *
 * Both checksums cover the place too, which is the snapshot's LSN and where the block begins: a block
 * of another snapshot, or one that was left out, is noticed.
 */
final class SnapshotBlock {
  static final int HEAD = 12;

  private SnapshotBlock() {}

  /** The block with this content, as it stands at an offset of the snapshot at an LSN. */
  static ByteBuffer of(ByteBuffer content, long lsn, long offset, Checksum checksums) {
    ByteBuffer block = ByteBuffer.allocate(HEAD + content.remaining());
    block.putInt(0, content.remaining());
    block.put(HEAD, content, content.position(), content.remaining());
    byte[] bytes = block.array();
    block.putInt(4, checksums.placed(lsn, offset, bytes, 0, Integer.BYTES));
    block.putInt(8, checksums.placed(lsn, offset, bytes, HEAD, bytes.length - HEAD));
    return block;
  }

  /**
   * Reads the block at an offset.
   *
   * @return its content
   * @throws DamagedSnapshotException when there is no whole block
   */
  static ByteBuffer read(
      DiskFile file, long lsn, long offset, Checksum checksums, StoreRules rules) {
    long left = file.size() - offset - HEAD;
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (left < 0) {
      throw new DamagedSnapshotException(file.name(), "it ends at byte " + file.size());
    }
    file.read(offset, head);
    int length = head.getInt(0);
    boolean isHead = head.getInt(4) == checksums.placed(lsn, offset, head.array(), 0, 4);
    // No rule is asked here: without a length nobody could go on, not even a broken twin.
    if (!isHead || length < 0 || length > left) {
      throw new DamagedSnapshotException(
          file.name(), "no whole block begins at byte %d of %d".formatted(offset, file.size()));
    }
    ByteBuffer content = ByteBuffer.allocate(length);
    file.read(offset + HEAD, content);
    int checksum = checksums.placed(lsn, offset, content.array(), 0, length);
    if (!rules.isWhole(head.getInt(8) == checksum)) {
      throw new DamagedSnapshotException(
          file.name(), "the block at byte %d does not match its checksum".formatted(offset));
    }
    return content.clear();
  }
}
