package dev.understudy.sim.junit;

import dev.understudy.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.TestAbortedException;

/** Gives each run of a {@link WorldTest} its world, and tells its seed when it fails. */
final class WorldExtension implements TestTemplateInvocationContextProvider {
  private static final String PROPERTY = "understudy.seed";

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Fingerprint first = new Fingerprint();
    List<Long> seeds = seeds(context.getRequiredTestMethod().getAnnotation(WorldTest.class));
    List<TestTemplateInvocationContext> runs = new ArrayList<>();
    seeds.forEach(seed -> runs.add(new Run(seed, "seed " + seed, first)));
    runs.add(1, new Run(seeds.get(0), "seed " + seeds.get(0) + " again", first));
    return runs.stream();
  }

  private static List<Long> seeds(WorldTest test) {
    String only = System.getProperty(PROPERTY);
    if (only != null) {
      try {
        return List.of(Long.parseLong(only));
      } catch (NumberFormatException wrong) {
        throw new ExtensionConfigurationException(
            "-D" + PROPERTY + " must be a whole number but is '" + only + "'", wrong);
      }
    }
    if (test.seeds() < 1) {
      throw new ExtensionConfigurationException("@WorldTest needs at least one seed");
    }
    return Stream.iterate(test.firstSeed(), seed -> seed + 1)
        .limit(test.seeds())
        .toList();
  }

  /** What the first run of the first seed came to. */
  private static final class Fingerprint {
    private Long seed;
    private long value;

    void check(World world) {
      if (seed == null) {
        seed = world.seed();
        value = world.fingerprint();
      } else if (seed == world.seed() && value != world.fingerprint()) {
        throw new AssertionError("two runs of seed "
            + seed
            + " differ: something in the test depends on more than the seed (a static field,"
            + " the wall clock, the order of a HashMap, a thread of its own)");
      }
    }
  }

  private record Run(long seed, String name, Fingerprint fingerprint)
      implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new OneWorld(seed, fingerprint));
    }
  }

  private static final class OneWorld
      implements ParameterResolver,
          AfterTestExecutionCallback,
          AfterEachCallback,
          TestExecutionExceptionHandler {
    private final long seed;
    private final Fingerprint fingerprint;
    private World world;

    OneWorld(long seed, Fingerprint fingerprint) {
      this.seed = seed;
      this.fingerprint = fingerprint;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == World.class;
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
      if (world == null) {
        world = World.fromSeed(seed);
      }
      return world;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      if (failure instanceof TestAbortedException) {
        throw failure; // an assumption that does not hold skips the test
      }
      throw new AssertionError(
          failure.getMessage() + "\nreplay: -D" + PROPERTY + "=" + seed, failure);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      if (world != null && context.getExecutionException().isEmpty()) {
        fingerprint.check(world);
      }
    }

    @Override
    public void afterEach(ExtensionContext context) {
      if (world != null) {
        world.close();
      }
    }
  }
}
