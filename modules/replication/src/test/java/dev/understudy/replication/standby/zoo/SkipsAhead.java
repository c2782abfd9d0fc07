package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.Copy;
import dev.understudy.replication.ReplicationMessage.Append;

/** R4: puts what its upstream sends behind what it has, whatever is missing in between. */
public final class SkipsAhead extends NarrowStandby {
  public SkipsAhead(String... upstreams) {
    super(
        new NarrowRules() {
          @Override
          protected Append placed(Append append, Copy copy) {
            boolean isGap = append.previousIndex() > copy.lastIndex();
            return isGap
                ? new Append(
                    append.epoch(),
                    copy.lastIndex(),
                    copy.log().lastEpoch(),
                    append.entries(),
                    copy.lastIndex() + append.entries().size())
                : append;
          }
        },
        upstreams);
  }
}
