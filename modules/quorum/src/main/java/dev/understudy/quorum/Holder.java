package dev.understudy.quorum;

import dev.understudy.cluster.InvariantBroken;
import dev.understudy.quorum.Change.Claim;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Change.Hint;
import dev.understudy.quorum.QuorumMessage.Consent;
import dev.understudy.quorum.QuorumMessage.Found;
import dev.understudy.quorum.QuorumMessage.Proposal;
import dev.understudy.quorum.QuorumMessage.Read;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import dev.understudy.quorum.QuorumMessage.Survey;
import java.util.Optional;

/** The part of a node that answers coordinators, of which its own may be one, from what it keeps. */
final class Holder {
  private final Keeper keeper;
  private final Rules rules;
  private final Shelf shelf;

  Holder(Keeper keeper, Rules rules, Shelf shelf) {
    this.keeper = keeper;
    this.rules = rules;
    this.shelf = shelf;
  }

  /** The answer to a coordinator's question; nothing if this node stays silent. */
  Optional<Record> answer(QuorumMessage question) {
    if (question instanceof Survey survey) {
      return answer(survey);
    } else if (question instanceof Proposal proposal) {
      return answer(proposal);
    } else if (question instanceof Store store) {
      return answer(store);
    }
    return Optional.of(new Found(shelf.newest(((Read) question).key())));
  }

  /** Promises to hear no earlier attempt at this write any more. */
  private Optional<Record> answer(Survey survey) {
    Claim claim = shelf.claim(survey.client());
    if (survey.sequence() < claim.sequence()) {
      return Optional.empty(); // its client has gone on, and waits for nothing any more
    }
    boolean isKnown = survey.sequence() == claim.sequence();
    Ballot accepted = isKnown ? claim.accepted() : Ballot.NONE;
    Version given = isKnown ? claim.version() : Version.NONE;
    boolean isOvertaken = isKnown && claim.promised().compareTo(survey.ballot()) > 0;
    Ballot promised = isOvertaken ? claim.promised() : survey.ballot();
    promise(new Claim(survey.client(), survey.sequence(), promised, accepted, given));
    return Optional.of(
        new Standing(promised, shelf.newest(survey.key()).version(), accepted, given));
  }

  private Optional<Record> answer(Proposal proposal) {
    Claim claim = shelf.claim(proposal.client());
    if (proposal.sequence() < claim.sequence()) {
      return Optional.empty();
    }
    Ballot ballot = proposal.ballot();
    if (proposal.sequence() == claim.sequence() && ballot.compareTo(claim.promised()) < 0) {
      return Optional.of(new Consent(claim.promised()));
    }
    promise(new Claim(proposal.client(), proposal.sequence(), ballot, ballot, proposal.version()));
    return Optional.of(new Consent(ballot));
  }

  private void promise(Claim claim) {
    if (!claim.equals(shelf.claim(claim.client()))) {
      keeper.write(claim);
    }
  }

  private Optional<Record> answer(Store store) {
    Copy copy = store.copy();
    if (store.owner().isEmpty()) {
      keep(copy);
    } else if (!shelf.hasRoomForHints()) {
      keeper.note("keeps nothing more for " + store.owner() + ": it has " + Shelf.MOST_HINTS);
      return Optional.empty();
    } else if (copy.isNewerThan(shelf.hint(store.owner(), copy.key()))) {
      keeper.write(new Hint(store.owner(), copy));
    }
    return Optional.of(new Stored(copy.key(), copy.version()));
  }

  /** Keeps a copy of its own, unless it has a newer one. */
  void keep(Copy copy) {
    Copy before = shelf.copy(copy.key());
    InvariantBroken.unless(
        !copy.version().isOfSameWrite(before.version())
            || copy.version().equals(before.version())
            || !rules.givesOneVersion(),
        "K2 a write has one version",
        () -> keeper.self() + " gets " + copy + " and holds " + before);
    if (copy.isNewerThan(before)) {
      keeper.write(copy);
    }
  }
}
