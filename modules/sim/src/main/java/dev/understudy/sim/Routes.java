package dev.understudy.sim;

import java.util.List;

/** Messages that are known by whom they come from and whom they go to: equal if they say the same. */
final class Routes {
  private Routes() {}

  /** One direction of one link. */
  record Way(String sender, String receiver) implements Disturbance.Traffic {
    @Override
    public boolean includes(String from, String to, Object body) {
      return sender.equals(from) && receiver.equals(to);
    }
  }

  /** All links of one node. */
  record Of(String node) implements Disturbance.Traffic {
    @Override
    public boolean includes(String from, String to, Object body) {
      return node.equals(from) || node.equals(to);
    }
  }

  /** All links that lead from a group into another one. */
  record Between(List<List<String>> groups) implements Disturbance.Traffic {
    Between {
      groups = groups.stream().map(List::copyOf).toList();
    }

    @Override
    public boolean includes(String from, String to, Object body) {
      int sender = group(from);
      int receiver = group(to);
      return sender >= 0 && receiver >= 0 && sender != receiver;
    }

    private int group(String node) {
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).contains(node)) {
          return i;
        }
      }
      return -1;
    }
  }
}
