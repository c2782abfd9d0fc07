package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** A small JSON file of a store, replaced as a whole or not at all. */
final class StoreFile {
  private static final String SCHEMA = "understudy-store-1";
  private static final String CHECKSUM = "crc32c";

  private final Disk disk;
  private final String name;

  StoreFile(Disk disk, String name) {
    this.disk = disk;
    this.name = name;
  }

  /**
   * What it holds, or null when there is no such file.
   *
   * @throws CorruptStoreException when it is not what was written
   */
  JsonObject read() {
    if (!disk.exists(name)) {
      return null;
    }
    DiskFile file = disk.open(name);
    Buffer bytes = file.read(0, Math.toIntExact(file.size()));
    file.close();
    try {
      JsonObject json = new JsonObject(bytes);
      if (sealed(json).equals(json)) {
        return json;
      }
    } catch (DecodeException notJson) {
      throw unreadable(notJson);
    }
    throw unreadable(null);
  }

  /** Succeeds when the file holds this and will do so after a crash. */
  Future<Void> write(JsonObject json) {
    String whileWriting = name + ".tmp";
    disk.delete(whileWriting);
    DiskFile file = disk.open(whileWriting);
    file.append(sealed(json).toBuffer());
    return file.sync().onComplete(done -> file.close()).compose(done -> {
      disk.rename(whileWriting, name);
      return disk.syncDirectory();
    });
  }

  /** The same with the schema and a checksum, by which rot is noticed. */
  private static JsonObject sealed(JsonObject json) {
    JsonObject sealed = json.copy();
    sealed.remove(CHECKSUM);
    sealed.put("schema", SCHEMA);
    byte[] bytes = sealed.toBuffer().getBytes();
    return sealed.put(CHECKSUM, "%08x".formatted(new Checksum().of(bytes, 0, bytes.length)));
  }

  private CorruptStoreException unreadable(Throwable cause) {
    return new CorruptStoreException(
        "refusing to open the store: " + name + " is not what a store wrote there: restore it from"
            + " a backup",
        cause);
  }
}
