package dev.understudy.lab;

import dev.understudy.notebook.JavaCommand;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs cells: the one that runs us, with its temporary files inside the project. */
final class LabJava {
  private LabJava() {}

  static JavaCommand of(Project project) {
    JavaCommand own = JavaCommand.ofThisJvm();
    List<String> flags = new ArrayList<>(own.flags());
    flags.add("-XX:-UsePerfData"); // would be a file outside the project
    flags.add("-Djava.io.tmpdir=" + project.privateFolder("tmp"));
    return new JavaCommand(own.java(), own.classPath(), flags);
  }
}
