package dev.understudy.lab;

import dev.understudy.cluster.Scenario;
import dev.understudy.quorum.QuorumScenarios;
import dev.understudy.recovery.RecoveryScenarios;
import dev.understudy.replication.ReplicationScenarios;
import dev.understudy.replication.reads.ReadsScenarios;
import dev.understudy.replication.standby.TreeScenarios;
import dev.understudy.standby.StandbyScenarios;
import dev.understudy.stateless.StatelessScenarios;
import dev.understudy.zoo.Zoo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The program: without a command it opens the notebooks. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    versionProvider = Lab.Version.class,
    description =
        "High availability to run, break and repair. Without a command: opens the notebooks.",
    footer = {
      "",
      "Exit code: 0 the promise holds, 1 it does not, 2 wrong usage or input, 70 an error of lab"
          + " itself, 130 interrupted."
    })
public final class Lab implements Callable<Integer> {
  @Mixin
  private OpenOptions options;

  private final OpenNotebooks open;

  private Lab(OpenNotebooks open) {
    this.open = open;
  }

  /** Runs one command and ends the JVM: what a command has started must not keep it. */
  public static void main(String[] arguments) throws InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING); // Vert.x tells of every start
    Thread goodbye = new Thread(() -> System.exit(Exit.INTERRUPTED), "goodbye");
    Console console = Console.ofThisProcess(goodbye::start);
    Interruption interruption = Interruption.ofThisProcess(console);
    CommandLine line =
        commandLine(Project.ofThisProcess(), console, interruption, scenarios(), System.getenv());
    int status = run(line, console, arguments);
    boolean isAnswered = console.isAnswered();
    goodbye.join(); // if nobody listens any more it ends the process, and this never returns
    interruption.disarm();
    if (!isAnswered) {
      console.tell("lab: the answer could not be written; is there room where it goes?");
    }
    System.exit(isAnswered ? status : Exit.WRONG_INPUT);
  }

  /** Runs one command in this JVM; returns its exit code. */
  static int run(CommandLine line, Console console, String... arguments) {
    try {
      return line.execute(arguments);
    } catch (Error problem) { // exceptions have been told by now
      return new Complaints(console).error(problem);
    }
  }

  /** The commands, over any set of scenarios and in any environment. */
  static CommandLine commandLine(
      Project project,
      Console console,
      Interruption interruption,
      List<Scenario> scenarios,
      Map<String, String> environment) {
    OpenNotebooks open = new OpenNotebooks(project, console, interruption);
    Complaints complaints = new Complaints(console);
    CommandLine line = new CommandLine(new Lab(open));
    line.addSubcommand(new NotebooksCommand(project, console, interruption, open))
        .addSubcommand(new SimCommand(console, scenarios))
        .addSubcommand(new ViewCommand(project, console, scenarios))
        .addSubcommand(new DrillCommand(console, interruption))
        .addSubcommand(StandbyCommand.over(console, interruption))
        .addSubcommand(new SoakCommand(project, console, interruption, Subjects.all(), scenarios))
        .addSubcommand(new ZooCommand(console, interruption, Zoo.all()))
        .addSubcommand(new ReplayCommand(console, Subjects::named))
        .addSubcommand(new CheckHistoryCommand(console))
        .addSubcommand(new ExploreCommand(console, interruption, ExploreSubjects.all()))
        .addSubcommand(
            ExercisesCommand.over(new ExerciseDesk(project, console, interruption, environment)))
        .addSubcommand(StoreCommand.over(console, interruption))
        .addSubcommand(BackupCommand.over(project, console, interruption))
        .addSubcommand(new GuardCommand(console, interruption, Stories.of(scenarios), environment))
        .addSubcommand(new FaultsCommand(console, FaultEvidence::table))
        .addSubcommand(new MetricsCommand(console, interruption))
        .addSubcommand(new BenchCommand(project, console, interruption))
        .addSubcommand(kernelspec(project, console))
        .registerConverter(Path.class, new PathConverter())
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setParameterExceptionHandler(complaints)
        .setExecutionExceptionHandler(complaints);
    return line;
  }

  private static CommandLine kernelspec(Project project, Console console) {
    KernelspecCommand kernelspec = new KernelspecCommand(project, console);
    return new CommandLine(kernelspec).addSubcommand(new KernelspecCommand.Install(kernelspec));
  }

  /** Every scenario of the project; a module's stories join here. */
  static List<Scenario> scenarios() {
    return Stream.of(
            StatelessScenarios.all(),
            RecoveryScenarios.all(),
            ReplicationScenarios.all(),
            ReadsScenarios.all(),
            TreeScenarios.all(),
            QuorumScenarios.all(),
            StandbyScenarios.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Integer call() throws InterruptedException {
    return open.call(options);
  }

  /** The version that the build has put into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Lab.class.getPackage().getImplementationVersion();
      return new String[] {
        "Understudy " + (version == null ? "from its sources" : version) + ", Java "
            + Runtime.version().feature()
      };
    }
  }
}
