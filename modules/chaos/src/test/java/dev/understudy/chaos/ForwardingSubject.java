package dev.understudy.chaos;

import dev.understudy.cluster.Cluster;
import dev.understudy.sim.RandomStream;
import java.util.List;

/** Another subject, to be changed in one respect. */
abstract class ForwardingSubject implements Subject {
  private final Subject other;

  ForwardingSubject(Subject other) {
    this.other = other;
  }

  @Override
  public String name() {
    return other.name();
  }

  @Override
  public List<Integer> sizes() {
    return other.sizes();
  }

  @Override
  public List<String> bystanders() {
    return other.bystanders();
  }

  @Override
  public List<Class<?>> messages() {
    return other.messages();
  }

  @Override
  public Budget budget() {
    return other.budget();
  }

  @Override
  public Class<?> acts() {
    return other.acts();
  }

  @Override
  public Record drawAct(RandomStream random) {
    return other.drawAct(random);
  }

  @Override
  public String words(Record act) {
    return other.words(act);
  }

  @Override
  public List<Record> simpler(Record act) {
    return other.simpler(act);
  }

  @Override
  public List<String> hopes() {
    return other.hopes();
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    return other.start(cluster, nodes, sometimes);
  }
}
