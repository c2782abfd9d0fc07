package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.UnsyncedLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What every journal promises through crashes, whatever it writes on. */
abstract class JournalLaws {

  /** A journal on an empty disk. */
  abstract Journal newJournal(RandomGenerator chance);

  /** The node crashes; what was not flushed may go, as {@code loss} says, if the journal leaves that open. */
  abstract void crash(Journal journal, UnsyncedLoss loss);

  /** What a node asks of its journal, and what befalls it. */
  private sealed interface Step {
    record SaveVote(Vote vote) implements Step {}

    record SaveTerm(Term term) implements Step {}

    record Append(Word word) implements Step {}

    record Truncate(double share) implements Step {}

    record Compact(double share) implements Step {}

    record Replace(int ahead) implements Step {}

    record Stage(Part part) implements Step {}

    record Unstage() implements Step {}

    record Flush() implements Step {}

    record Crash(UnsyncedLoss loss) implements Step {}
  }

  private record Vote(String candidate) {}

  private record Term(long number) {}

  private record Word(String text) {}

  private record Piece(String text) {}

  private record Part(String text) {}

  /** What a node would have in memory: the log begins behind what the pieces stand for. */
  private record Memory(
      Optional<Vote> vote,
      Optional<Term> term,
      long start,
      List<Piece> pieces,
      List<Word> log,
      List<Part> staged) {
    Memory after(Step step) {
      if (step instanceof Step.SaveVote save) {
        return new Memory(Optional.of(save.vote()), term, start, pieces, log, staged);
      } else if (step instanceof Step.SaveTerm save) {
        return new Memory(vote, Optional.of(save.term()), start, pieces, log, staged);
      } else if (step instanceof Step.Stage stage) {
        return with(longer(staged, stage.part()));
      } else if (step instanceof Step.Unstage) {
        return with(List.of());
      }
      return afterLog(step);
    }

    private Memory afterLog(Step step) {
      if (step instanceof Step.Append append) {
        return new Memory(vote, term, start, pieces, longer(log, append.word()), staged);
      } else if (step instanceof Step.Truncate cut) {
        return new Memory(vote, term, start, pieces, log.subList(0, kept(cut.share())), staged);
      } else if (step instanceof Step.Compact compact) {
        int gone = kept(compact.share());
        List<Word> rest = log.subList(gone, log.size());
        return gone == 0
            ? this
            : new Memory(vote, term, start + gone, snapshot(gone), rest, staged);
      }
      long ahead = start + log.size() + 1 + ((Step.Replace) step).ahead();
      return new Memory(vote, term, ahead, List.of(new Piece("of another")), List.of(), List.of());
    }

    private Memory with(List<Part> parts) {
      return new Memory(vote, term, start, pieces, log, parts);
    }

    private static <E> List<E> longer(List<E> list, E last) {
      List<E> longer = new ArrayList<>(list);
      longer.add(last);
      return longer;
    }

    int kept(double share) {
      return (int) (share * log.size());
    }

    /** Pieces that stand for what the pieces before and the first entries say. */
    List<Piece> snapshot(int gone) {
      List<Piece> longer = new ArrayList<>(pieces);
      log.subList(0, gone).forEach(word -> longer.add(new Piece(word.text())));
      return longer;
    }
  }

  @Property(tries = 2000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  @Label("A restarted node has what it had after some change, and after the last flush or later")
  void replays(@ForAll("lives") List<Step> steps, @ForAll long seed) {
    Journal journal = newJournal(new Random(seed));
    List<Memory> possible = new ArrayList<>();
    possible.add(read(journal));
    for (Step step : steps) {
      Memory newest = possible.get(possible.size() - 1);
      if (step instanceof Step.Crash crash) {
        crash(journal, crash.loss());
        Memory found = read(journal);
        assertThat(possible).contains(found);
        possible = new ArrayList<>(List.of(found));
      } else if (step instanceof Step.Flush) {
        assertThat(journal.flush().succeeded()).isTrue();
        possible = new ArrayList<>(List.of(newest));
      } else if (step instanceof Step.Compact compact) {
        assertThat(compact(journal, newest, newest.kept(compact.share()))).isTrue();
        possible = new ArrayList<>(List.of(newest.after(step)));
      } else {
        write(journal, step, newest);
        possible.add(newest.after(step));
      }
    }
  }

  /** It is durable at once, on a disk that is quick, with all that was written before. */
  private static boolean compact(Journal journal, Memory memory, int gone) {
    return journal.flush().succeeded()
        && (gone == 0
            || journal.compact(memory.start() + gone, memory.snapshot(gone)).succeeded());
  }

  private static void write(Journal journal, Step step, Memory memory) {
    if (step instanceof Step.SaveVote save) {
      journal.save(save.vote());
    } else if (step instanceof Step.SaveTerm save) {
      journal.save(save.term());
    } else if (step instanceof Step.Append append) {
      journal.append(append.word());
    } else if (step instanceof Step.Stage stage) {
      journal.stage(stage.part());
    } else if (step instanceof Step.Unstage) {
      journal.unstage();
    } else if (step instanceof Step.Truncate cut) {
      journal.truncate(memory.start() + memory.kept(cut.share()));
    } else if (step instanceof Step.Replace) {
      Memory replaced = memory.after(step);
      journal.replace(replaced.start(), replaced.pieces());
    }
  }

  private static Memory read(Journal journal) {
    Journal.Recovered found = journal.open().result();
    return new Memory(
        found.state(Vote.class),
        found.state(Term.class),
        found.start(),
        found.snapshot(Piece.class),
        found.log(Word.class),
        found.staged(Part.class));
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(20);
    return Arbitraries.<Step>frequencyOf(
            Tuple.of(3, texts.map(text -> new Step.SaveVote(new Vote(text)))),
            Tuple.of(2, Arbitraries.longs().map(number -> new Step.SaveTerm(new Term(number)))),
            Tuple.of(6, texts.map(text -> new Step.Append(new Word(text)))),
            Tuple.of(2, Arbitraries.doubles().between(0, 1).map(Step.Truncate::new)),
            Tuple.of(1, Arbitraries.doubles().between(0, 1).map(Step.Compact::new)),
            Tuple.of(1, Arbitraries.integers().between(-1, 3).map(Step.Replace::new)),
            Tuple.of(3, texts.map(text -> new Step.Stage(new Part(text)))),
            Tuple.of(1, Arbitraries.just(new Step.Unstage())),
            Tuple.of(2, Arbitraries.just(new Step.Flush())),
            Tuple.of(2, Arbitraries.of(UnsyncedLoss.class).map(Step.Crash::new)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }
}
