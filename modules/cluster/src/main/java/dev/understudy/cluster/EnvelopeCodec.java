package dev.understudy.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands an envelope over as it is: within one process an immutable record needs no copy. */
final class EnvelopeCodec implements MessageCodec<Envelope, Envelope> {
  @Override
  public Envelope transform(Envelope envelope) {
    return envelope;
  }

  @Override
  public void encodeToWire(Buffer buffer, Envelope envelope) {
    throw new UnsupportedOperationException("envelopes do not leave this process");
  }

  @Override
  public Envelope decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("envelopes do not come from another process");
  }

  @Override
  public String name() {
    return "understudy-envelope";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
