package dev.understudy.lab;

import dev.understudy.notebook.JavaRuntime;
import dev.understudy.notebook.kernel.KernelSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For editors that start kernels themselves. */
@Command(
    name = "kernelspec",
    mixinStandardHelpOptions = true,
    description = "Makes our Java kernel known to Jupyter, VS Code and others.")
final class KernelspecCommand {
  private final Project project;
  private final Console console;

  KernelspecCommand(Project project, Console console) {
    this.project = project;
    this.console = console;
  }

  /** Writes the kernelspec. */
  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = {
        "Writes the kernelspec, with the paths of this project and of the Java that runs this.",
        "Without an option: to .lab/jupyter, for programs whose JUPYTER_PATH names that folder."
      })
  static final class Install implements Callable<Integer> {
    @ArgGroup
    private final Place place = new Place();

    private final KernelspecCommand parent;

    Install(KernelspecCommand parent) {
      this.parent = parent;
    }

    @Override
    public Integer call() {
      JavaRuntime.requireJShell();
      Path folder = parent.spec().install(place.folder(parent.project));
      parent.console.answer(folder.toString());
      return Exit.HOLDS;
    }
  }

  /** At most one of three. */
  static final class Place {
    @Option(names = "--user", description = "for you, in your home folder")
    private boolean user;

    @Option(
        names = "--sys-prefix",
        paramLabel = "DIR",
        description = "in the Python environment in this folder")
    private Path sysPrefix;

    @Option(names = "--to", paramLabel = "DIR", description = "in kernels/java below this folder")
    private Path to;

    private Path folder(Project project) {
      if (user) {
        return KernelSpec.userFolder();
      }
      if (sysPrefix != null) {
        return sysPrefix.resolve("share").resolve("jupyter");
      }
      return to != null ? to : project.privateFolder("jupyter");
    }
  }

  private KernelSpec spec() {
    return new KernelSpec(LabJava.of(project));
  }
}
