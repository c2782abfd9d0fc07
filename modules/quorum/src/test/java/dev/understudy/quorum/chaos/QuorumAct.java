package dev.understudy.quorum.chaos;

import dev.understudy.sim.RandomStream;
import java.util.List;

/** What clients do while nodes break: one operation, when all that this client asked before has ended. */
public sealed interface QuorumAct {
  /** Who does it. */
  String client();

  /** At which key. */
  String key();

  /** What is done, in words. */
  String words();

  /** A client writes a value that nobody has written before. */
  record Write(String client, String key) implements QuorumAct {
    @Override
    public String words() {
      return client + " writes " + key;
    }
  }

  /** A client deletes. */
  record Delete(String client, String key) implements QuorumAct {
    @Override
    public String words() {
      return client + " deletes " + key;
    }
  }

  /** A client reads. */
  record Read(String client, String key) implements QuorumAct {
    @Override
    public String words() {
      return client + " reads " + key;
    }
  }

  /** One act by one of these clients at one of these keys: reads and writes alike often, deletes seldom. */
  static QuorumAct draw(RandomStream random, List<String> clients, List<String> keys) {
    String client = random.pick(clients);
    String key = random.pick(keys);
    if (random.chance(0.1)) {
      return new Delete(client, key);
    }
    return random.nextBoolean() ? new Write(client, key) : new Read(client, key);
  }
}
