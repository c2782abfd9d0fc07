package dev.understudy.stateless.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.sim.RandomStream;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import java.util.List;

/** The bystanders are clients, who append to one value that a lone node holds. */
public interface AppendingSubject extends Subject {
  /** Why its disk must neither be lost nor rot. */
  String LONE = "there is no copy of the database";

  @Override
  default Budget budget() {
    return Budget.all().without(DiskLost.class, LONE).without(BitRot.class, LONE);
  }

  @Override
  default Class<?> acts() {
    return StatelessAct.class;
  }

  @Override
  default Record drawAct(RandomStream random) {
    return new Append(random.pick(bystanders()), 1 + random.nextInt(3));
  }

  @Override
  default String words(Record act) {
    return ((StatelessAct) act).words();
  }

  @Override
  default List<Record> simpler(Record act) {
    return ((StatelessAct) act).simpler();
  }
}
