package io.alphaflow.exchange.trading;

import io.alphaflow.common.config.AccountOptions;
import java.io.Serializable;

/** Opens sessions; travels with a job, so it holds references to secrets but no secret. */
public interface TradingVenue extends Serializable {

  /**
   * A session for an account; secrets are read here.
   *
   * @throws IllegalStateException when a secret is missing or is no key; the message names the
   *     reference only
   */
  TradingSession open(AccountOptions account);
}
