import dev.understudy.quorum.Coordination;
import dev.understudy.quorum.Host;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.suite.QuorumReadsAndWritesSuite;

/** Hands your class to the suite that also judges our own {@code dev.understudy.quorum.Keeper}. */
class QuorumReadsAndWritesTrial extends QuorumReadsAndWritesSuite {
  @Override
  protected Keeper keeper(Rules rules) {
    return new Keeper(rules) {
      @Override
      protected Coordination coordination(Host host) {
        return new QuorumReadsAndWrites(host, rules);
      }
    };
  }
}
