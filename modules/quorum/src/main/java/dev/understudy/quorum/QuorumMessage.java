package dev.understudy.quorum;

import dev.understudy.quorum.Change.Copy;
import java.util.List;
import java.util.SortedMap;

/** What nodes say to each other. */
public sealed interface QuorumMessage {
  /** From a coordinator: which version has this key, and has this write one already? */
  record Survey(String client, long sequence, String key, Ballot ballot) implements QuorumMessage {}

  /**
   * The answer.
   *
   * @param promised the latest attempt at this write that it heard of; if later than the one that asked,
   *     the rest means nothing
   * @param newest the highest version of the key here
   * @param accepted the attempt that gave this write a version here; {@link Ballot#NONE} if none did
   * @param given that version
   */
  record Standing(Ballot promised, Version newest, Ballot accepted, Version given)
      implements QuorumMessage {}

  /** From a coordinator: this write shall have this version. */
  record Proposal(String client, long sequence, Ballot ballot, Version version)
      implements QuorumMessage {}

  /** The answer: so be it, unless a later attempt was promised. */
  record Consent(Ballot promised) implements QuorumMessage {}

  /** Keep this copy: for yourself, or for the owner that is named here. */
  record Store(Copy copy, String owner) implements QuorumMessage {}

  /** The answer: my disk has it, or a newer one. */
  record Stored(String key, Version version) implements QuorumMessage {}

  /** From a coordinator: what do you have of this key? */
  record Read(String key) implements QuorumMessage {}

  /** The answer. */
  record Found(Copy copy) implements QuorumMessage {}

  /** These are the hashes of my branches below this path, of the keys that we share. */
  record Branches(String path, SortedMap<String, Long> hashes) implements QuorumMessage {}

  /**
   * All that I have in these leaves.
   *
   * @param paths the leaves
   * @param copies what is in them
   * @param isFirst whether I have not seen yet what you have in them
   */
  record Leaves(List<String> paths, List<Copy> copies, boolean isFirst) implements QuorumMessage {
    public Leaves {
      paths = List.copyOf(paths);
      copies = List.copyOf(copies);
    }
  }
}
