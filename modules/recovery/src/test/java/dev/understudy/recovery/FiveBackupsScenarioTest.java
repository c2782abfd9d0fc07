package dev.understudy.recovery;

import org.junit.jupiter.api.Test;

class FiveBackupsScenarioTest {
  @Test
  void x() {
    long t0 = System.nanoTime();
    for (int i = 0; i < 2; i++) { Night night = i == 0 ? FiveBackups.asItWas(1) : FiveBackups.withVerifiedBackups(1);
      night.findings().forEach(System.out::println);
      System.out.println(night.removed() + " secondary " + night.secondaryLost() + " saved by " + night.savedBy() + " " + night.recovered());
      System.out.println((System.nanoTime() - t0) / 1e9 + " " + night.alarms() + " " + night.drill().lostKeys().equals(night.expectedLost()));
      System.out.println("lost " + night.drill().lost() + " of " + night.drill().acknowledged() + " rpo " + night.drill().rpo() + " rto " + night.drill().rto() + " losttime " + night.lostTime());
    }
    System.out.println((System.nanoTime() - t0) / 1e9);
  }
}
