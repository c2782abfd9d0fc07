package dev.understudy.recovery;

import org.junit.jupiter.api.Test;

class FiveBackupsScenarioTest {
  @Test
  void x() {
    for (Night night : new Night[] {FiveBackups.asItWas(1), FiveBackups.withVerifiedBackups(1)}) {
      night.findings().forEach(System.out::println);
      System.out.println(night.removed() + " secondary " + night.secondaryLost() + " saved by " + night.savedBy() + " " + night.recovered());
      System.out.println(night.alarms());
      System.out.println("lost " + night.drill().lost() + " of " + night.drill().acknowledged() + " rpo " + night.drill().rpo() + " rto " + night.drill().rto() + " losttime " + night.lostTime());
    }
  }
}
