package dev.understudy.stateless.suite;

/** What is promised of a client and a store that may be asked again, in words. */
final class Promises {
  static final String ASKS_AGAIN = "A1 who gets no answer asks again";
  static final String SAME_NUMBER = "A2 a command keeps its number, however often it is sent";
  static final String OWN_NUMBER = "A3 each command has a number of its own, higher than before";
  static final String ITS_ANSWER = "A4 only the answer to its number is the answer to a command";
  static final String KNOWN =
      "A5 of a write that nobody answered nothing is known; such a read has failed";
  static final String OWN_NUMBERS = "A6 each client counts for itself";

  static final String ONCE = "X1 a command is applied once, however often it is sent";
  static final String AS_BEFORE = "X2 who sends a command again gets the answer of the first time";
  static final String STAYS = "X3 what was acknowledged is there after a crash";
  static final String LIVE = "L after the faults every command is answered";

  private Promises() {}
}
