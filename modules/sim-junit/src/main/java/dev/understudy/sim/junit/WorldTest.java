package dev.understudy.sim.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that takes a {@link dev.understudy.sim.World} and is run once for each of several seeds, the
 * first one twice: if its two runs differ, the code under test is not deterministic and no seed can
 * be replayed.
 *
 * <p>The world is that of the run: {@code @BeforeEach} and {@code @AfterEach} methods that take a world
 * get the same one, and it is closed after them.
 *
 * <p>A failure says its seed. {@code -Dunderstudy.seed=17} runs that seed alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(WorldExtension.class)
public @interface WorldTest {
  /** How many seeds. */
  int seeds() default 20;

  /** The first seed; the others follow it. */
  long firstSeed() default 1;
}
