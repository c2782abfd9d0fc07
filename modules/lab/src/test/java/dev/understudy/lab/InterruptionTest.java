package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption =
      new Interruption(new Console(new PrintStream(err), new PrintStream(err)));
  private final List<String> ended = new ArrayList<>();

  @Test
  @DisplayName("What was begun last is ended first, and what has ended by itself is left alone")
  void endsInReverseOrder() {
    interruption.duty(() -> ended.add("server"));
    interruption.duty(() -> ended.add("download")).done();
    interruption.duty(() -> ended.add("kernel"));
    interruption.interrupt();
    assertThat(ended).containsExactly("kernel", "server");
  }

  @Test
  @DisplayName("A child that dies of the interruption does not make its owner forget the rest")
  void dutyStaysOnceInterrupted() {
    Interruption.Duty folder = interruption.duty(() -> ended.add("folder"));
    interruption.duty(
        folder::done); // the owner runs on when its child is killed, and says it is done
    interruption.interrupt();
    assertThat(ended).containsExactly("folder");
  }

  @Test
  @DisplayName("One failure does not keep the rest from being ended")
  void failureDoesNotStopTheRest() {
    interruption.duty(() -> ended.add("server"));
    interruption.duty(() -> {
      throw new WrongInput("stuck");
    });
    interruption.interrupt();
    assertThat(ended).containsExactly("server");
    assertThat(err.toString()).contains("stuck");
    assertThatThrownBy(interruption::check).isInstanceOf(InterruptedException.class);
  }
}
