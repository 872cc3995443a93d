package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/**
 * C9: orders and cancellations for each fill within a window of logical time. A number of them is
 * free, so that a desk can begin. Orders that reduce a position pass.
 */
public final class MessageBudget implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces()) {
      return;
    }
    facts
        .limit(Limit.ORDER_TO_FILL)
        .ifPresent(
            limit -> {
              long messages = facts.activity().messages() + 1;
              long fills = facts.activity().fills();
              long most = limit.free() + limit.amount() * fills;
              checks.most(
                  DecisionCode.ORDER_TO_FILL, Text.whole(most), Text.whole(messages), "messages");
              checks.require(
                  DecisionCode.ORDER_TO_FILL,
                  messages <= most,
                  () ->
                      "%d messages with %d fills in %s"
                          .formatted(most, fills, Text.seconds(limit.per())),
                  () -> messages + " messages");
            });
  }
}
