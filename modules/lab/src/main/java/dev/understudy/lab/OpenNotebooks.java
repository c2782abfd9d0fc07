package dev.understudy.lab;

/** Opens the notebooks in the best way there is on this machine. */
final class OpenNotebooks {
  OpenNotebooks(Project project, Console console, Interruption interruption) {}

  int call(OpenOptions options) throws InterruptedException {
    throw new WrongInput("not yet");
  }
}
