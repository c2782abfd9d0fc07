import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A write-ahead log in one file: records are appended, become durable by a flush, and come back after
 * a crash. What a flush has promised comes back for certain; if it cannot, the journal does not open.
 *
 * <p>A {@link DiskFile} shows what was appended at once, and has it for good only after a sync that
 * was asked for later. The <em>name</em> of a new file is durable only after a sync of the directory.
 */
final class SmallJournal {
  /** The only file. */
  static final String FILE = "journal.log";

  /** Something is damaged that was promised: to open all the same would take the promise back. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    Damaged(int place, int records, int mark) {
      super(FILE + " is damaged at byte " + place + ", behind record " + records
          + ", but the first " + mark + " records were durable once: restore the file from a copy");
    }
  }

  /**
   * What stands before each payload.
   *
   * @param length of the payload, in bytes
   * @param mark how many records were known to be durable when this was written: it vouches for them
   * @param checksum of the payload
   */
  record Header(int length, int mark, int checksum) {
    /** How long it is itself. Its last part is a checksum of the others, and of its place. */
    static final int BYTES = 16;

    /** As it is written at this place of the file. */
    Buffer at(long place) {
      Buffer fields = Buffer.buffer().appendInt(length).appendInt(mark).appendInt(checksum);
      return fields.appendInt(SmallJournal.checksum(fields.copy().appendLong(place)));
    }

    /** The header at this place, or null when none that is whole stands there. */
    static Header read(Buffer file, int place) {
      if (file.length() - place < BYTES) {
        return null;
      }
      Header header =
          new Header(file.getInt(place), file.getInt(place + 4), file.getInt(place + 8));
      return header.at(place).equals(file.getBuffer(place, place + BYTES)) ? header : null;
    }
  }

  private final Disk disk;
  private final DiskFile file;
  private final List<Buffer> records = new ArrayList<>(); // volatile: the file has them
  private int durable; // so many of them, from the front, are known to be durable

  private SmallJournal(Disk disk) {
    this.disk = disk;
    file = disk.open(FILE);
  }

  /** Opens the journal of a disk, or begins one; fails with {@link Damaged} when it must not open. */
  static Future<SmallJournal> open(Disk disk) {
    SmallJournal journal = new SmallJournal(disk);
    return journal.recover().map(journal);
  }

  /** The records from the first to the newest. */
  List<Buffer> records() {
    return List.copyOf(records);
  }

  /** Writes a record behind the others; it is promised to nobody yet. */
  void append(Buffer payload) {
    // Append to the file, in one go, a header at the end of the file and the payload.
    // The header tells whoever reads it how many records were durable by now.
    // Keep the payload in `records`.
  }

  /** Succeeds when all records that were appended before are durable; fails when nobody knows. */
  Future<Void> flush() {
    // A sync covers what was appended before it was asked for. Remember in `durable` how much.
    // What is to be done when it fails? Nothing: say so, and leave it at that.
    return Future.succeededFuture();
  }

  /** Finds the records of a file that a crash has left, and makes sure that they stay. */
  private Future<Void> recover() {
    Buffer bytes = file.read(0, (int) file.size());
    // 1. From the front, take record after record as long as each is whole: a header, as many
    //    bytes behind it as it says, and these are what was written.
    // 2. Where that ends, is it a torn tail, or damage in what was promised? highestMark()
    //    knows how many records are vouched for behind that place. Fail if you have fewer.
    // 3. Otherwise cut the file there.
    // 4. Whoever asks for the records will act on them: they, and the file itself, must be
    //    durable before this succeeds.
    return Future.succeededFuture();
  }

  /** Whether the payload of this header is all there, and is what was written. */
  private static boolean holds(Buffer bytes, int place, Header header) {
    // Look at the length before you look at the payload: a torn file ends early.
    return true;
  }

  // Everything below is yours to use and need not be changed.

  /** How many records are vouched for by the headers that can be read from this place on. */
  private static int highestMark(Buffer bytes, int from) {
    int highest = 0;
    for (int place = from; place < bytes.length(); place++) {
      Header header = Header.read(bytes, place);
      highest = header == null ? highest : Math.max(highest, header.mark());
    }
    return highest;
  }

  /** A number that changes when any of the bytes does. */
  static int checksum(Buffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.getBytes());
    return (int) crc.getValue();
  }
}
