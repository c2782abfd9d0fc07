package dev.understudy.recovery;

import java.util.ArrayList;
import java.util.List;

/** Receives mail for people, and rejects what is not signed: nobody hears of that, not even the sender. */
final class Mailbox {

  /**
   * A mail.
   *
   * @param text what it says
   * @param signature of the sender's domain; "" when it has none
   */
  record Mail(String text, String signature) {}

  private final List<Mail> read = new ArrayList<>();
  private final List<Mail> rejected = new ArrayList<>();

  void receive(Mail mail) {
    (mail.signature().isEmpty() ? rejected : read).add(mail);
  }

  /** What people have read. */
  List<Mail> read() {
    return List.copyOf(read);
  }

  /** What they have not. */
  List<Mail> rejected() {
    return List.copyOf(rejected);
  }
}
