package io.alphaflow.risk.gate;

import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.DecisionCode;
import java.util.function.Consumer;

/**
 * A drill for one code.
 *
 * @param control that finds it
 * @param outside a journal whose last signal is rejected for exactly that code
 * @param inside the same journal just inside the limit
 */
record CodeDrill(
    DecisionCode code,
    Class<? extends Control> control,
    Consumer<Play> outside,
    Consumer<Play> inside) {

  @Override
  public String toString() {
    return code.control() + " " + code;
  }
}
