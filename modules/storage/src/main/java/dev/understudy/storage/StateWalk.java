package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Session;
import java.util.Iterator;
import java.util.Map;

/** The state of a store at one moment, to be walked through once while the store goes on. */
record StateWalk(
    Iterator<Map.Entry<String, String>> values, Iterator<Map.Entry<String, Session>> sessions)
    implements SnapshotContent {

  @Override
  public boolean writeNext(FieldWriter fields, StateHash hash) {
    if (values.hasNext()) {
      Map.Entry<String, String> value = values.next();
      SnapshotFormat.value(fields, value.getKey(), value.getValue());
      hash.addValue(value.getKey(), value.getValue());
    } else if (sessions.hasNext()) {
      Map.Entry<String, Session> session = sessions.next();
      SnapshotFormat.session(fields, session.getKey(), session.getValue());
      hash.addSession(session.getKey(), session.getValue());
    } else {
      return false;
    }
    return true;
  }
}
